package org.ringdown.sip.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.ringdown.sip.transaction.SipTexts.response;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.dialog.Forks.Progress;
import org.ringdown.sip.transaction.SipTexts;

class ForksTest {
    private static final SipRequest INVITE = SipTexts.request("INVITE", "z9hG4bK1");

    private final Forks forks = new Forks(INVITE);

    @Test
    void tryingMakesNoDialog() {
        assertInstanceOf(Progress.Trying.class, forks.received(response(INVITE, 100, "x")));
        assertInstanceOf(
                Progress.Trying.class,
                forks.received(Responses.to(INVITE, 183, "Session Progress")));
        assertEquals(List.of(), forks.dialogs());
    }

    @Test
    void eachFarEndHasAnEarlyDialogOfItsOwn() {
        var one = early(180, "b1");
        var other = early(183, "b2");
        var again = early(183, "b1");

        assertEquals(
                List.of(true, true, false), List.of(one.first(), other.first(), again.first()));
        assertEquals(one.dialog(), again.dialog());
        assertEquals(List.of(one.dialog(), other.dialog()), forks.dialogs());
    }

    @Test
    void theFirstToAnswerIsTheCall() {
        early(180, "b1");
        early(180, "b2");

        var call =
                assertInstanceOf(
                                Progress.Answered.class,
                                forks.received(response(INVITE, 200, "b2")))
                        .dialog();
        var late =
                assertInstanceOf(
                                Progress.Surplus.class, forks.received(response(INVITE, 200, "b1")))
                        .dialog();

        assertEquals("b2", call.id().remoteTag());
        assertEquals("b1", late.id().remoteTag());
        assertEquals(List.of(false, false), forks.dialogs().stream().map(Dialog::early).toList());
    }

    @Test
    void anAnswerNeedsNoRingingBefore() {
        assertInstanceOf(Progress.Answered.class, forks.received(response(INVITE, 200, "b1")));
    }

    @Test
    void keepsTheCountOfRequestsSentMeanwhile() {
        var counted = early(183, "b1").dialog().next();
        forks.keep(counted);
        var call =
                assertInstanceOf(
                                Progress.Answered.class,
                                forks.received(response(INVITE, 200, "b1")))
                        .dialog();

        assertEquals(counted.localSeq(), call.localSeq());
    }

    @Test
    void aRefusalEndsAllThatRang() {
        early(180, "b1");

        assertInstanceOf(Progress.Refused.class, forks.received(response(INVITE, 486, "b2")));
        assertEquals(List.of(), forks.dialogs());
    }

    @Test
    void isBounded() {
        for (int i = 0; i < 100; i++) forks.received(response(INVITE, 180, "b" + i));

        assertEquals(16, forks.dialogs().size());
        assertInstanceOf(Progress.Trying.class, forks.received(response(INVITE, 180, "b99")));
        assertInstanceOf(Progress.Early.class, forks.received(response(INVITE, 180, "b1")));
    }

    private Progress.Early early(int status, String tag) {
        return assertInstanceOf(
                Progress.Early.class, forks.received(response(INVITE, status, tag)));
    }
}
