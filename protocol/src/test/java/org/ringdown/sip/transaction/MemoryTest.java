package org.ringdown.sip.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ringdown.sip.transaction.SipTexts.TO_ALICE;
import static org.ringdown.sip.transaction.SipTexts.TO_BOB;
import static org.ringdown.sip.transaction.SipTexts.request;
import static org.ringdown.sip.transaction.SipTexts.response;

import org.junit.jupiter.api.Test;

/** Ten thousand transactions at once, and what they cost. */
class MemoryTest {
    private static final int LIVE = 10_000;

    @Test
    void tenThousandLingeringTransactionsCostAFewKilobytesEach() {
        var layer = new TransactionLayer(TimerValues.STANDARD, LIVE);
        long before = used();
        for (int i = 0; i < LIVE / 2; i++) {
            var asked = request("INVITE", "z9hG4bK-ours-" + i);
            layer.send(asked, TO_BOB, 0);
            layer.received(response(asked, 486, "b"), TO_BOB, 0);
            var received = request("INVITE", "z9hG4bK-theirs-" + i);
            layer.received(received, TO_ALICE, 0);
            layer.respond(
                    TransactionId.received(received, Transport.UDP),
                    response(received, 486, "b"),
                    0);
        }
        long each = (used() - before) / LIVE;

        assertEquals(LIVE, layer.size());
        assertTrue(each < 4096, each + " bytes each");
    }

    @Test
    void aFloodOfNewRequestsGrowsNothingBeyondTheCapacity() {
        var layer = new TransactionLayer(TimerValues.STANDARD, 100);
        for (int i = 0; i < 2000; i++)
            layer.received(request("OPTIONS", "z9hG4bK" + i), TO_ALICE, 0);

        assertEquals(100, layer.size());
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
