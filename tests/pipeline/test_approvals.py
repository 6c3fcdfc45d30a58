"""An offer waits for its approver: asked in a message that says what became of it, and asked anew for new terms."""

from __future__ import annotations

from handlers.pipeline.messages import approvals
from storage.enums import OutboxStatus
from storage.models import Outbox, Surface
from tests.conftest import NOW, RAVI
from tests.pipeline.offering import FIGURE, decided, drafted, offer_of, request
from tests.pipeline.team import DANA, TOM, rows

__all__ = ["decided"]


def test_the_approver_approves_by_button_and_the_button_then_says_so(tell, stateful, decided):
    drafted(tell)
    asked = request(stateful)
    assert "waits for Dana's approval" in asked.text
    assert not FIGURE.search(str(asked))
    button = asked.actions[0]
    assert tell(verb=button.verb, **button.args, by=DANA).data["status"] == "approved"
    told = request(stateful)
    assert "Dana approved" in told.text
    assert told.actions == ()


def test_the_sent_request_is_edited_in_place(tell, stateful, decided):
    drafted(tell)
    message = rows(stateful, Outbox, Outbox.kind == approvals.KIND)[0]
    sent = {"status": OutboxStatus.SENT, "platform_ref": {"ts": "1.5"}, "sent_at": NOW}
    stateful.database.write("acme", lambda unit: unit.update(Outbox, Outbox.id == message.id, **sent))
    tell("offer approve ana", by=DANA)
    (surface,) = rows(stateful, Surface, Surface.key == message.key)
    assert (surface.kind, surface.platform_ref) == (approvals.KIND, {"ts": "1.5"})
    assert surface.wanted > surface.shown


def test_nobody_else_approves(tell, stateful, decided):
    drafted(tell)
    button = request(stateful).actions[0]
    for person in (RAVI, TOM):
        assert tell(verb=button.verb, **button.args, by=person).data["refused"] == "NotAllowed"
    admin = tell(verb=button.verb, **button.args)
    assert admin.data["refused"] == "NotAllowed"
    assert "Dana" in admin.text


def test_what_was_looked_at_is_what_is_approved(tell, stateful, decided):
    drafted(tell)
    button = request(stateful).actions[0]
    tell("offer edit ana base 225k", by=RAVI)
    assert tell(verb=button.verb, **button.args, by=DANA).data == {"refused": "Conflict"}
    assert offer_of(stateful).status == "draft"


def test_new_terms_need_a_new_approval_and_more_time_does_not(tell, stateful, decided):
    drafted(tell)
    tell("offer approve ana", by=DANA)
    tell("offer edit ana expires mon 17:00", by=RAVI)
    assert offer_of(stateful).status == "approved"
    tell("offer edit ana base 225k", by=RAVI)
    offer = offer_of(stateful)
    assert (offer.status, offer.approved_by, offer.revision) == ("draft", None, 2)
    assert "waits for Dana" in request(stateful).text


def test_an_approval_is_taken_back(tell, stateful, decided):
    drafted(tell)
    tell("offer approve ana", by=DANA)
    tell("undo", by=DANA)
    assert offer_of(stateful).status == "draft"
    assert "waits for Dana" in request(stateful).text
