"""The second factor, proofs and devices: kinds, what people are told, and the refusals of these steps."""

from enum import StrEnum

from portal.core.catalogue import lazy_gettext as _l


class Step(StrEnum):
    """What a sign-in waits for; `done`: a first factor has been set up, and its recovery codes are read."""

    SECOND = "second"
    ENROL = "enrol"
    DONE = "done"


class Proof(StrEnum):
    """With what somebody came in."""

    PASSWORD = "password"  # noqa: S105 - the name of a kind
    APP = "app"
    PASSKEY = "passkey"
    RECOVERY = "recovery"


APP_NAME = _l("Authenticator app")
PASSKEY_NAME = _l("Passkey")
KIND_NAMES = {Proof.APP: APP_NAME, Proof.PASSKEY: PASSKEY_NAME}

WRONG_SECOND = _l("This code is not right, has been used already or is too old. Wait for the next code of the app, or use a recovery code.")
WRONG_APP_CODE = _l("This code does not belong to the key above. Check that the clock of the phone is right, and enter the newest code.")
WRONG_PASSKEY = _l("The passkey was not accepted. Try again, or use another way.")
NOT_VERIFIED = _l("This passkey did not ask for your fingerprint, face or PIN, so it cannot replace the password. Sign in with your password first.")
PASSKEY_TAKEN = _l("This passkey has been added already.")
STEP_ENDED = _l("The sign-in took too long and has ended. Enter your user name and password again.")
LAST_FACTOR = _l("Your role needs a second factor. Add another one before you remove this one.")
TOO_MANY_FACTORS = _l("You have ten of these already. Remove one first.")
WRONG_PROOF = _l("This is not your password, or the code is not right.")
NOT_OWN_FACTORS = _l("You cannot reset your own second factor. Another administrator can do it.")
NO_FACTORS = _l("This person has no second factor.")

NOTICES = {
    "identity.new_device": _l("Your account was used to sign in on a device that was not known before: %(browser)s, network %(network)s."),
    "identity.factor_added": _l("A second factor was added to your account: %(name)s."),
    "identity.factor_removed": _l("A second factor was removed from your account: %(name)s."),
    "identity.recovery_used": _l("A recovery code was used to sign in to your account."),
    "identity.factors_reset": _l("An administrator has reset your second factor. You can set up a new one at the next sign-in or in your account."),
}
ACTIONS = {
    "identity.second_step_failed": _l("Failed at the second step of the sign-in"),
    "identity.proof_failed": _l("Failed to prove the own identity again"),
    "identity.factor_added": _l("Added a second factor"),
    "identity.factor_renamed": _l("Renamed a second factor"),
    "identity.factor_removed": _l("Removed a second factor"),
    "identity.recovery_codes_made": _l("Made new recovery codes"),
    "identity.factors_reset": _l("Reset a person's second factor"),
}
FACTS = {
    "by": _l("Signed in with"),
    "factor": _l("Second factor"),
    "factors": _l("Second factors"),
    "number": _l("Number"),
}
WORDS = {
    "by": {
        Proof.PASSWORD: _l("Password"),
        Proof.APP: _l("Password and authenticator app"),
        Proof.PASSKEY: PASSKEY_NAME,
        Proof.RECOVERY: _l("Password and recovery code"),
    },
    "factor": KIND_NAMES,
}
