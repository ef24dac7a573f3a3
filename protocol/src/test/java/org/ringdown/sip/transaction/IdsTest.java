package org.ringdown.sip.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.Via;

class IdsTest {
    private final Ids ids = new Ids(new Random(1));

    @ParameterizedTest
    @ValueSource(strings = {"c", "call-0198f3", "n1.call_7~x", "z9hG4bK"})
    void carryTheirOwner(String owner) {
        assertEquals(Optional.of(owner), Ids.owner(ids.branch(owner)));
        assertEquals(Optional.of(owner), Ids.owner(ids.tag(owner)));
        assertEquals(Optional.of(owner), Ids.owner(ids.callId(owner)));
        assertEquals(Optional.of(owner), Ids.owner(ids.contactUser(owner)));
    }

    @Test
    void fitWhereTheyAreWritten() throws Exception {
        for (int i = 0; i < 1000; i++) {
            var here = HostPort.of("ringdown.example", 5060);
            var via = Via.of("UDP", here, ids.branch("c1.~_-"));
            var from =
                    NameAddr.of(SipUri.of(ids.contactUser("c1.~_-"), here))
                            .withTag(ids.tag("c1.~_-"));

            assertTrue(via.hasUniqueBranch());
            assertEquals(via, Via.parse(via.toString()));
            assertEquals(from, NameAddr.parse(from.toString()));
        }
    }

    @Test
    void areNeverTheSame() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 10_000; i++) assertTrue(seen.add(ids.tag("c")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "z9hG4bK",
                "z9hG4bK776asdhds",
                "1928301774",
                "a84b4c76e66710@pc33.atlanta.com",
                "aaaaaaaaaaaaaaaaaaaa.",
                "aaaaa.aaaaaaaaaaaaaa.c",
                "aaaaaaaaaaaaaaaaaaaaa.c"
            })
    void ofOthersCarryNone(String foreign) {
        assertEquals(Optional.empty(), Ids.owner(foreign));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "call:7", "a b", "a@b", "a\r\nb", "ä"})
    void refuseAnOwnerThatCannotBeWritten(String owner) {
        assertThrows(IllegalArgumentException.class, () -> ids.tag(owner));
    }

    @Test
    void statelessTagsAreTheSameForARepetitionOnly() {
        var invite = SipTexts.request("INVITE", "z9hG4bK1");

        assertEquals(
                Ids.statelessTag(invite), Ids.statelessTag(SipTexts.request("INVITE", "z9hG4bK1")));
        assertNotEquals(
                Ids.statelessTag(invite), Ids.statelessTag(SipTexts.request("INVITE", "z9hG4bK2")));
        assertEquals(Optional.empty(), Ids.owner(Ids.statelessTag(invite)));
    }
}
