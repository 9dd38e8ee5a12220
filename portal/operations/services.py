"""An administrator has waiting work tried at once."""

from portal.audit import services as audit
from portal.core import jobs
from portal.core.access import Actor
from portal.core.jobs import Job


def try_now(actor: Actor, job: Job) -> None:
    before = {"state": job.state, "reason": job.reason, "attempts": job.attempts}
    jobs.try_now(job)
    audit.record(actor, "operations.tried_now", "job", job.id, before=before, after={**before, "state": job.state})
