"""Elections with their voting days, phases, constituencies and deadlines."""
