package org.ringdown.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.call.CallPlaced;
import org.ringdown.call.Party;
import org.ringdown.ladder.Step.Channel;
import org.ringdown.ladder.Step.Way;

/** Ladders as people read them in a terminal, character by character. */
class DrawingTest {
    private static final Instant BEGUN = Instant.parse("2026-01-01T10:00:00.25Z");
    private static final LadderParty ALICE =
            new LadderParty("page-1", "alice", "p_1", "page", true);
    private static final LadderParty PBX =
            new LadderParty("id-1", "pbx", "udp 192.0.2.7:5060", "trunk", false);
    private static final LadderParty BOB =
            new LadderParty("id-2", "bob", "tcp 192.0.2.8:5060", "sip", false);

    @Test
    void aCallOfAPageIsDrawnWithTheGatewayInTheMiddle() {
        var steps =
                List.of(
                        step(0, Channel.PAGE, Way.IN, "page-1", "call 100"),
                        step(4, Channel.CALL, Way.NOTE, "", "call to 100"),
                        repeated(step(5, Channel.SIP, Way.OUT, "id-1", "INVITE sip:100@pbx"), 3),
                        step(1_900, Channel.SIP, Way.IN, "id-1", "200 OK (INVITE)"),
                        step(2_000, Channel.MEDIA, Way.NOTE, "page-1", "DTLS handshake done"),
                        step(12_345, Channel.MEDIA, Way.NOTE, "id-1", "nothing heard for 3 s"));

        assertThat(Drawing.of(ladder(List.of(ALICE, PBX), steps, 0), 90))
                .isEqualTo(
                        """
                        c1                     2026-01-01 10:00:00.250  talking                sip:alice@r.example -> 100
                        ! pbx went away; look for it

                                ms       alice                        ringdown                          pbx
                                          p_1                                                   udp 192.0.2.7:5060
                               0.0         |-----------call 100---------->|                              |
                               4.0         |                              | * call to 100                |
                               5.0         |                              |---INVITE sip:100@pbx (3x)--->|
                            1900.0         |                              |<------200 OK (INVITE)--------|
                            2000.0         | ~ DTLS handshake done        |                              |
                           12345.0         |                              |      ~ nothing heard for 3 s |
                        """);
    }

    @Test
    void anArrowPassesThoseThatItIsNotFor() {
        var steps = List.of(step(1, Channel.SIP, Way.OUT, "id-2", "INVITE sip:bob@b"));

        assertThat(Drawing.of(ladder(List.of(ALICE, PBX, BOB), steps, 0), 60))
                .contains("1.0         |                 |---------INVITE sip:bob@b--------->|");
    }

    @Test
    void whatStrangersWroteCannotSteerATerminal() {
        var steps = List.of(step(1, Channel.SIP, Way.OUT, "id-1", "INV\u001b[31m\u202e\r\nITE"));

        assertThat(Drawing.of(ladder(List.of(ALICE, PBX), steps, 0), 90))
                .contains("INV?[31m???ITE");
    }

    @Test
    void aLongLabelIsCutAndWhatHadNoRoomIsSaid() {
        var steps = List.of(step(1, Channel.SIP, Way.OUT, "id-1", "INVITE sip:" + "9".repeat(99)));
        var drawn = Drawing.of(ladder(List.of(ALICE, PBX), steps, 7), 90);

        assertThat(drawn).contains("9…", "... 7 steps left out");
        assertThat(drawn.lines().skip(3)).allMatch(line -> line.length() <= 90);
    }

    private static Ladder ladder(List<LadderParty> parties, List<Step> steps, int leftOut) {
        var alice = new Party("sip:alice@r.example", Optional.empty(), Optional.empty());
        return new Ladder(
                "c1",
                BEGUN,
                "talking",
                Optional.of(new CallPlaced("c1", "100", alice, "page", BEGUN)),
                Optional.empty(),
                parties,
                steps,
                leftOut,
                List.of(),
                Optional.of(new Sentence("rule", "pbx", "pbx went away", "look for it")));
    }

    private static Step step(long millis, Channel channel, Way way, String party, String label) {
        long at = millis * 1_000_000;
        return new Step(at, channel, way, party, label, "", 1, at);
    }

    private static Step repeated(Step step, int times) {
        return new Step(
                step.offset(),
                step.channel(),
                step.way(),
                step.party(),
                step.label(),
                "",
                times,
                step.offset());
    }
}
