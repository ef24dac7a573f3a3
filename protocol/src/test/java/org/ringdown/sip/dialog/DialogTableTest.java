package org.ringdown.sip.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.dialog.DialogTable.Match;
import org.ringdown.sip.transaction.SipTexts;

class DialogTableTest {
    private static final DialogId ID = new DialogId("call-of-z9hG4bK1", "b1", "a1");

    private final DialogTable<String> table = new DialogTable<>(2);

    @Test
    void findsWhoseARequestIs() {
        table.put(ID, "call-7");

        assertEquals(new Match.Within<>("call-7"), match("<sip:bob@example.com>;tag=b1"));
        assertEquals(Optional.of("call-7"), table.find(ID));
    }

    @Test
    void leavesARequestWithoutATagToTheRoutes() {
        assertInstanceOf(Match.Outside.class, match("<sip:bob@example.com>"));
    }

    /** RFC 3261 §12.2.2 */
    @Test
    void refusesWhatIsWithinADialogThatIsNotThere() {
        table.put(ID, "call-7");
        table.remove(ID);

        for (var tag : new String[] {"b1", "B1", "b2"}) {
            var gone =
                    assertInstanceOf(Match.Gone.class, match("<sip:bob@example.com>;tag=" + tag));
            assertEquals(481, gone.refusal().status());
        }
    }

    @Test
    void isBounded() {
        assertTrue(table.put(ID, "call-1"));
        assertTrue(table.put(new DialogId("c", "l", "2"), "call-2"));
        assertFalse(table.put(new DialogId("c", "l", "3"), "call-3"));
        assertTrue(table.put(ID, "call-4"));
        assertEquals(2, table.size());
        assertEquals(Optional.of("call-4"), table.find(ID));
    }

    private Match<String> match(String to) {
        return table.match(SipTexts.request("INFO", "z9hG4bK1", 2, to));
    }
}
