package org.ringdown.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.call.CallPlaced;
import org.ringdown.call.CallRecord;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Ending.By;
import org.ringdown.call.Party;
import org.ringdown.ladder.Step.Way;
import org.ringdown.media.Codec;
import org.ringdown.media.MediaNote;
import org.ringdown.media.Quality;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.time.Clock;

/** Sorts notes into calls, and stays within its bounds whatever comes. */
class LadderKeeperTest {
    private static final InetSocketAddress PBX = new InetSocketAddress("192.0.2.7", 5060);
    private static final Flow FLOW = Flow.udp(PBX, new InetSocketAddress("192.0.2.1", 5060));
    private static final Party ALICE =
            new Party("sip:alice@r.example", Optional.of("alice"), Optional.empty());
    private static final Instant WALL = Instant.parse("2026-01-01T00:00:00Z");
    private static final String TAG = "AAAAAAAAAAAAAAAAAAAA.";

    private final List<MailboxLadders.Said> said = new ArrayList<>();
    private final LadderKeeper keeper = keeper(3);
    private long now = Long.MAX_VALUE - 5_000_000; // it wraps soon

    private LadderKeeper keeper(int calls) {
        var clock =
                new Clock() {
                    @Override
                    public long nanos() {
                        return now;
                    }

                    @Override
                    public Instant wall() {
                        return WALL;
                    }
                };
        return new LadderKeeper(
                clock,
                calls,
                (host, _) -> host.equals("pbx.example") ? Optional.of("pbx") : Optional.empty(),
                said::add);
    }

    @Test
    void whatWeSendIsKnownByOurTagAndWhatComesByItsCallId() {
        place("c1");
        sip(Way.OUT, invite("one", TAG + "c1"));
        sip(Way.IN, response("one", 180, TAG + "c1"));
        sip(Way.IN, response("other", 180, TAG + "c1"));

        assertThat(labels("c1"))
                .containsExactly("call to 100", "INVITE sip:100@pbx.example", "180 Fine (INVITE)");
        assertThat(ladder("c1").parties())
                .containsExactly(
                        new LadderParty("one", "pbx", "udp 192.0.2.7:5060", "trunk", false));
    }

    @Test
    void aRepeatedMessageIsCountedAndItsLastTimeKept() {
        place("c1");
        for (int i = 0; i < 7; i++) {
            sip(Way.OUT, invite("one", TAG + "c1"));
            now += 500_000_000;
        }

        var step = ladder("c1").steps().getLast();
        assertThat(step.times()).isEqualTo(7);
        assertThat(step.lastOffset() - step.offset()).isEqualTo(3_000_000_000L);
    }

    @Test
    void whatCameBeforeTheCallIsPartOfIt() {
        sip(Way.IN, invite("in", "theirs"));
        sip(Way.OUT, response("in", 401, "stateless"));
        now += 1_000_000;
        sip(Way.IN, invite("in", "theirs").replace("CSeq: 1", "CSeq: 2"));
        now += 10_000_000;
        place("c1");
        sip(Way.OUT, response("in", 180, TAG + "c1"));

        assertThat(labels("c1"))
                .containsExactly(
                        "INVITE sip:100@pbx.example",
                        "401 Fine (INVITE)",
                        "INVITE sip:100@pbx.example",
                        "call to 100",
                        "180 Fine (INVITE)");
        assertThat(ladder("c1").parties()).allMatch(LadderParty::caller);
        assertThat(keeper.recent(Optional.empty(), 10)).hasSize(1);
    }

    @Test
    void aRefusedInviteWithoutACallIsKeptAndExplained() {
        sip(Way.IN, invite("stranger", "theirs"));
        sip(Way.OUT, response("stranger", 403, "stateless"));
        assertThat(keeper.recent(Optional.empty(), 10).getFirst().sentence()).isEmpty();
        now += 2_000_000_000;

        var refused = keeper.recent(Optional.empty(), 10).getFirst();
        assertThat(refused.state()).isEqualTo("refused");
        assertThat(refused.sentence()).map(Sentence::rule).contains("caller-refused");
        assertThat(keeper.find(refused.id())).isPresent();
        assertThat(keeper.find("stranger")).map(Ladder::id).contains(refused.id());
    }

    @Test
    void aStrangerCannotWriteIntoACallWithItsTag() {
        place("c1");
        sip(Way.IN, invite("evil", TAG + "c1"));

        assertThat(labels("c1")).containsExactly("call to 100");
    }

    @Test
    void floodsOfStrangersMakeNoMoreThanAHundred() {
        for (int i = 0; i < 5_000; i++) sip(Way.IN, invite("flood" + i, "x"));

        assertThat(keeper.recent(Optional.empty(), 10_000)).hasSize(100);
    }

    @Test
    void theOldestCallThatIsOverMakesRoom() {
        place("c1");
        place("c2");
        end("c2", EndReason.HANGUP);
        place("c3");
        place("c4");

        assertThat(keeper.find("c2")).isEmpty();
        assertThat(keeper.find("c1")).isPresent();
        place("c5");
        assertThat(keeper.find("c1")).isEmpty();
        assertThat(keeper.callsDropped()).isEqualTo(2);
        assertThat(keeper.recent(Optional.empty(), 10)).hasSize(3);
    }

    @Test
    void aCallThatDoesNotEndItsTalkStaysWithinItsBounds() {
        place("c1");
        sip(Way.OUT, invite("one", TAG + "c1"));
        var filler = "X-Filler: " + "x".repeat(4_000) + "\r\n";
        for (int i = 0; i < 1_000; i++) {
            var again = invite("one", TAG + "c1").replace("Max-Forwards: 70\r\n", filler);
            sip(Way.OUT, again.replace("CSeq: 1", "CSeq: " + (i + 2)));
        }
        end("c1", EndReason.HANGUP);

        var ladder = ladder("c1");
        long bytes = ladder.steps().stream().mapToLong(step -> step.text().length()).sum();
        assertThat(ladder.steps()).hasSizeLessThanOrEqualTo(220);
        assertThat(bytes).isLessThanOrEqualTo(64 * 1024);
        assertThat(ladder.leftOut()).isGreaterThan(700);
        assertThat(ladder.steps().getLast().label()).isEqualTo("ended: hangup by caller");
    }

    @Test
    void whatAPageOpensBeforeItCallsIsPartOfTheCall() {
        keeper.take(new Note.Told(now, 1, welcome("alice")));
        keeper.take(new Note.Said(now, 1, new FromPage.MediaOpen("m1", "v=0\r\na=ice-pwd:x\r\n")));
        keeper.take(new Note.Told(now, 1, new ToPage.MediaAnswer("m1", "a=ssrc:1 cname:abc\r\n")));
        media("abc", 10_000, new MediaNote.Reached(PBX, false));
        keeper.take(new Note.Said(now, 1, dial("r1", "m1")));
        keeper.take(new Note.Told(now, 1, calling("r1", "c1.0")));
        place("c1");
        media("abc", 10_000, new MediaNote.Keyed());

        assertThat(labels("c1"))
                .containsExactly(
                        "media.open",
                        "media.answer",
                        "ICE reached the page at 192.0.2.7:5060",
                        "call 100",
                        "calling",
                        "call to 100",
                        "DTLS handshake done");
        assertThat(ladder("c1").parties())
                .containsExactly(new LadderParty("page-1", "alice", "p_1", "page", true));
        assertThat(ladder("c1").media())
                .singleElement()
                .matches(leg -> leg.keyed() && leg.party().equals("page-1"));
    }

    @Test
    void theSoundOfAClientOfMessagesIsPartOfItsCall() {
        var nowhere = new InetSocketAddress(0);
        var open = new FromPage.StreamOpen("m1", List.of(Codec.PCMA), List.of());
        keeper.take(new Note.Told(now, 1, welcome("alice")));
        keeper.take(new Note.Said(now, 1, open));
        media(open.cname("p_1"), 0, new MediaNote.Streamed());
        keeper.take(new Note.Said(now, 1, dial("r1", "m1")));
        keeper.take(new Note.Told(now, 1, calling("r1", "c1.0")));
        place("c1");
        media(open.cname("p_1"), 0, new MediaNote.Heard(nowhere, "pcma"));
        media(open.cname("p_1"), 0, new MediaNote.Spoken(nowhere));
        media(open.cname("p_2"), 0, new MediaNote.Heard(nowhere, "pcma"));

        assertThat(labels("c1"))
                .containsExactly(
                        "stream.open PCMA",
                        "media in messages of its own connection",
                        "call 100",
                        "calling",
                        "call to 100",
                        "sound heard: PCMA from the client",
                        "sound sent to the client");
        assertThat(ladder("c1").media())
                .singleElement()
                .matches(leg -> leg.reached() && leg.keyed() && leg.everHeard());
    }

    @Test
    void aPageCannotWriteIntoTheCallOfAnother() {
        place("c1");
        keeper.take(new Note.Told(now, 9, welcome("mallory")));
        keeper.take(new Note.Said(now, 9, new FromPage.Hangup("c1.0")));
        keeper.take(new Note.Said(now, 9, new FromPage.Pull("c1.0", "m")));
        keeper.take(new Note.Said(now, 9, new FromPage.Hangup("no-such-call.0")));

        assertThat(labels("c1")).containsExactly("call to 100");
        assertThat(keeper.recent(Optional.empty(), 10)).hasSize(1);
    }

    @Test
    void pressedKeysAreCountedAndNeverShown() {
        keeper.take(new Note.Told(now, 1, welcome("alice")));
        keeper.take(new Note.Said(now, 1, dial("r1", "m1")));
        keeper.take(new Note.Told(now, 1, calling("r1", "c1.0")));
        var keys =
                new FromPage.Dtmf(
                        "c1.0",
                        "4711",
                        java.time.Duration.ofMillis(100),
                        java.time.Duration.ofMillis(50));
        keeper.take(new Note.Said(now, 1, keys));
        keeper.take(new Note.Told(now, 1, new ToPage.KeyHeard("c1.0", '7')));

        assertThat(labels("c1"))
                .endsWith("dtmf, 4 keys (hidden)", "dtmf, 1 key (hidden)")
                .noneMatch(label -> label.contains("4711"));
    }

    @Test
    void theSoundOfALegIsThatOfThePartyThatItsPortWasToldTo() {
        place("c1");
        sip(Way.OUT, invite("one", TAG + "c1"));
        media("c1", 20_000, new MediaNote.Heard(PBX, "pcma"));

        assertThat(ladder("c1").media()).singleElement().matches(leg -> leg.party().equals("one"));
        assertThat(ladder("c1").steps().getLast().party()).isEqualTo("one");
    }

    @Test
    void aSentenceIsSaidOnce() {
        place("c1");
        sip(Way.OUT, invite("one", TAG + "c1"));
        sip(Way.IN, response("one", 486, TAG + "c1"));
        end("c1", EndReason.BUSY);

        assertThat(said).extracting(MailboxLadders.Said::call).containsExactly("c1");
        assertThat(ladder("c1").sentence()).map(Sentence::rule).contains("peer-busy");
    }

    @Test
    void recentCallsComeNewestFirstAndInPages() {
        place("c1");
        now += 1_000_000;
        place("c2");
        now += 1_000_000;
        place("c3");

        assertThat(keeper.recent(Optional.empty(), 2)).hasSize(2);
        var last = keeper.recent(Optional.empty(), 2).getLast().place();
        assertThat(keeper.recent(Optional.of(last), 2)).hasSize(1);
    }

    @Test
    void callsOfOneMillisecondAreListedOnceEach() {
        for (int i = 1; i <= 3; i++) place("c" + i);

        var first = keeper.recent(Optional.empty(), 2);
        var second = keeper.recent(Optional.of(first.getLast().place()), 2);
        assertThat(first).extracting(Ladder::id).containsExactly("c3", "c2");
        assertThat(second).extracting(Ladder::id).containsExactly("c1");
    }

    @Test
    void aCallIsSettledOnceItsLastMediaIsClosed() {
        var settled = new ArrayList<Ladder>();
        keeper.whenSettled(settled::add);
        place("c1");
        media("c1", 20_000, new MediaNote.Heard(PBX, "pcma"));
        media("c1", 20_002, new MediaNote.Heard(PBX, "pcma"));
        media("c1", 20_000, new MediaNote.Closed(50, 60, 1, Quality.UNKNOWN));
        end("c1", EndReason.HANGUP);
        assertThat(settled).isEmpty();

        media("c1", 20_002, new MediaNote.Closed(60, 50, 0, Quality.UNKNOWN));
        media("c1", 20_002, new MediaNote.Closed(60, 50, 0, Quality.UNKNOWN));
        assertThat(settled)
                .singleElement()
                .satisfies(call ->
                        assertThat(call.media())
                                .extracting(leg -> leg.figures().heard())
                                .contains(50L, 60L));
    }

    @Test
    void aCallWithoutMediaIsSettledByItsEnd() {
        var settled = new ArrayList<Ladder>();
        keeper.whenSettled(settled::add);
        place("c1");
        end("c1", EndReason.BUSY);

        assertThat(settled).extracting(Ladder::id).containsExactly("c1");
    }

    // Notes.

    private void place(String id) {
        keeper.take(new Note.Placed(now, new CallPlaced(id, "100", ALICE, "page", WALL)));
    }

    private void end(String id, EndReason reason) {
        var record =
                new CallRecord(
                        id,
                        "100",
                        ALICE,
                        "page",
                        Optional.empty(),
                        Optional.empty(),
                        WALL,
                        Optional.empty(),
                        WALL,
                        Ending.of(reason, By.CALLER));
        keeper.take(new Note.Over(now, record));
    }

    private void sip(Way way, String message) {
        var bytes = message.getBytes(StandardCharsets.UTF_8);
        keeper.take(new Note.Sip(now, way, FLOW, bytes));
    }

    private void media(String cname, int port, MediaNote note) {
        keeper.take(new Note.Media(now, cname, port, note));
    }

    private static String invite(String callId, String fromTag) {
        return String.join(
                "\r\n",
                "INVITE sip:100@pbx.example SIP/2.0",
                "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1",
                "Max-Forwards: 70",
                "f: <sip:alice@r.example>;tag=" + fromTag,
                "To: <sip:100@pbx.example>",
                "i: " + callId,
                "CSeq: 1 INVITE",
                "Content-Type: application/sdp",
                "",
                "m=audio 20000 RTP/AVP 8",
                "");
    }

    private static String response(String callId, int status, String tag) {
        return String.join(
                "\r\n",
                "SIP/2.0 " + status + " Fine",
                "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1",
                "From: <sip:alice@r.example>;tag=x",
                "To: <sip:100@pbx.example>;tag=" + tag,
                "Call-ID: " + callId,
                "CSeq: 1 INVITE",
                "",
                "");
    }

    private static ToPage welcome(String user) {
        return new ToPage.Welcome(1, user, "p_1", "secret resume token", List.of(), List.of());
    }

    private static FromPage dial(String ref, String m) {
        return new FromPage.Dial(
                ref, "100", m, java.util.Map.of(), java.util.Map.of(), Optional.empty());
    }

    private static ToPage calling(String ref, String call) {
        var party = new ToPage.Party("100", Optional.empty(), Optional.empty());
        return new ToPage.Calling(ref, call, "sip", party);
    }

    private Ladder ladder(String id) {
        return keeper.find(id).orElseThrow();
    }

    private List<String> labels(String id) {
        return ladder(id).steps().stream().map(Step::label).toList();
    }
}
