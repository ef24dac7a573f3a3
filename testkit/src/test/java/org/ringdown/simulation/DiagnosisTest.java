package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.ladder.Diagnosis;
import org.ringdown.ladder.Ladder;
import org.ringdown.ladder.Sentence;
import org.ringdown.limit.Allowance;
import org.ringdown.limit.Rules;
import org.ringdown.limit.Stop;
import org.ringdown.testkit.World;
import org.ringdown.testkit.net.Conditions;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;

/** Every sentence of the diagnosis, each said of a call that really went wrong that way. */
class DiagnosisTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String PEER = "10.9.0.1";
    private static final String G711 =
            RawPeer.sdp(PEER, 4000, "RTP/AVP", "8 101", "rtpmap:101 telephone-event/8000");

    private World world = World.from(3).sound().ladders(50).build();
    private RawPeer peer = new RawPeer(PEER, world);

    // Refused by the peer.

    @Test
    void aPeerThatAnswersWithG729Only() {
        peer.answering("200 OK\n\n" + RawPeer.sdp(PEER, 4000, "RTP/AVP", "18"));
        callFor(SOON);

        says(
                "no-common-codec",
                "pbx (udp 10.9.0.1:5060) answered with G.729 only",
                "was offered Opus, G.722, PCMA, PCMU",
                "allow PCMA there");
    }

    @Test
    void aCallerThatOffersG729Only() {
        world.page("alice");
        world.run(SOON);
        invite("alice", RawPeer.sdp(PEER, 4000, "RTP/AVP", "18"));

        says("no-common-codec", "offered G.729 only", "allow PCMA there");
    }

    @Test
    void aPeerThatSaysWhatItWantsOfEncryption() {
        peer.answering("488 Not Acceptable Here\nWarning: 399 pbx \"SRTP required\"");
        callFor(SOON);

        says("srtp-required", "asks for encrypted sound", "SRTP required");
    }

    @ParameterizedTest
    @CsvSource({
        "488, offer-refused, refused what we offered",
        "606, offer-refused, refused what we offered",
        "403, peer-forbids, refused with 403",
        "404, number-unknown, does not know",
        "484, number-unknown, does not know",
        "604, number-unknown, does not know",
        "408, peer-timeout, refused with 408",
        "504, peer-timeout, refused with 504",
        "480, peer-unavailable, refused with 480",
        "486, peer-busy, is busy",
        "600, peer-busy, is busy",
        "603, peer-declined, declined the call",
        "500, peer-failed, failed with 500",
        "503, peer-failed, failed with 503",
        "420, peer-refused, refused with 420",
    })
    void aPeerThatRefuses(int status, String rule, String words) {
        peer.answering(status + " No");
        callFor(SOON);

        says(rule, words);
    }

    @Test
    void aPeerThatAsksForAPasswordThatNobodyHas() {
        peer.answering("401 Unauthorized\nWWW-Authenticate: Digest realm=\"pbx\", nonce=\"n\"");
        callFor(SOON);

        says("password-wanted", "asks for a password (401 Unauthorized)");
    }

    // Not reached.

    @Test
    void aPeerThatNeverAnswers() {
        callFor(Duration.ofSeconds(40));

        says(
                "peer-silent",
                "never answered our INVITE",
                "udp 10.9.0.1:5060, sent 7 times",
                "firewall");
    }

    @Test
    void aPeerThatNeverAnswersUntilTheCallerGivesUp() {
        var call = world.page("alice").call(peer.uri("pbx"));
        world.run(Duration.ofSeconds(10));
        call.hangUp();
        world.run(Duration.ofSeconds(40));

        says("peer-silent", "never answered our INVITE");
    }

    // Refused by us.

    @Test
    void aCallerThatShowsAWrongPassword() {
        var phone = world.phone("alice");
        phone.password("wrong");
        phone.call(world.address("600"), world.sip());
        world.run(SOON);

        says(
                "caller-unproved",
                "alice (udp 10.1.0.1:5060)",
                "showed a wrong user name or password");
    }

    @Test
    void aCallerThatShowsNoPassword() {
        world.phone("alice").call(world.address("600"), world.sip());
        world.run(SOON);

        says("caller-unproved", "was asked for a password and showed none");
    }

    @Test
    void aCallerOfANumberThatNoRouteHas() {
        invite("99999", G711);

        says("caller-refused", "was refused with 404", "write a route");
    }

    // Answered, and come to nothing.

    @Test
    void aCallerThatNeverAcknowledges() {
        invite("600", G711);
        world.run(Duration.ofSeconds(60));

        says("ack-missing", "never acknowledged our answer", "sip.external");
    }

    @Test
    void aPeerThatEndsTheCallWhenItsSessionHasExpired() {
        peer.answering("200 OK\n\n" + G711);
        world.page("alice").call(peer.uri("pbx"));
        world.run(Duration.ofSeconds(2));
        peer.hangUp("Reason: SIP;cause=200;text=\"Session expired\"");
        world.run(SOON);

        says("session-expired", "was not refreshed in time");
    }

    @Test
    void aPeerThatNeverSendsSound() {
        peer.answering("200 OK\n\n" + G711);
        callFor(Duration.ofSeconds(20));

        says(
                "one-way-silence",
                "answered with the address 10.9.0.1:4000, and no sound ever came",
                "media.rtp-ports at 10.0.0.1");
    }

    @Test
    void silenceIsSaidWhileTheCallGoesOn() {
        peer.answering("200 OK\n\n" + G711);
        world.page("alice").call(peer.uri("pbx"));
        world.run(Duration.ofSeconds(10));

        assertThat(only().state()).isEqualTo("talking");
        says("one-way-silence", "no sound ever came from there");
    }

    @Test
    void aPeerThatIsOnHoldMaySendNothing() {
        peer.answering("200 OK\n\n" + G711 + "a=recvonly\n");
        callFor(Duration.ofSeconds(20));

        assertThat(only().sentence()).isEmpty();
    }

    @Test
    void aPeerBehindNatThatWritesItsPrivateAddress() {
        var far = new RawPeer("203.0.113.7", world);
        far.answering("200 OK\n\n" + RawPeer.sdp("192.168.1.7", 4000, "RTP/AVP", "8"));
        peer = far;
        callFor(Duration.ofSeconds(20));

        says("private-address", "private address 192.168.1.7:4000", "signals from 203.0.113.7");
    }

    @Test
    void aPeerWhoseSoundComesFromElsewhere() {
        peer.answering("200 OK\n\n" + G711);
        callWithSound("10.9.0.2", 8);

        says(
                "sound-from-elsewhere",
                "sends sound from 10.9.0.2:4000",
                "its SDP says 10.9.0.1:4000");
    }

    @Test
    void aPeerThatSendsWhatWasNotAgreed() {
        peer.answering("200 OK\n\n" + G711);
        callWithSound(PEER, 18);

        says("sound-not-agreed", "sends payload type 18", "PCMA was");
    }

    @Test
    void aPeerWhoseSoundStops() {
        peer.answering("200 OK\n\n" + G711);
        var call = world.page("alice").call(peer.uri("pbx"));
        world.runUntil(call::isTalking, SOON);
        peer.speak(PEER, 8);
        world.run(SOON);
        peer.hush();
        world.run(Duration.ofSeconds(30));
        call.hangUp();
        world.run(SOON);

        says("sound-stopped", "stopped sending sound at ");
    }

    @Test
    void aPageThatMediaNeverReaches() {
        world =
                World.from(4)
                        .sound()
                        .ladders(5)
                        .network(Traffic.MEDIA, Conditions.GOOD.withLoss(1))
                        .build();
        peer = new RawPeer(PEER, world);
        peer.answering("200 OK\n\n" + G711);
        callFor(Duration.ofSeconds(20));

        says("page-unreached", "alice's page never reached our media port", "media.webrtc-port");
    }

    @Test
    void aPageThatVanishes() {
        var phone = world.phone("carol");
        var alice = world.page("alice");
        var call = alice.call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        alice.vanish(Duration.ofSeconds(1));
        world.run(Duration.ofSeconds(60));

        says("page-lost", "alice's page went away", "calls.resume-grace");
    }

    @Test
    void keysForAPeerThatDidNotAgreeToEvents() {
        peer.answering("200 OK\n\n" + RawPeer.sdp(PEER, 4000, "RTP/AVP", "8"));
        var call = world.page("alice").call(peer.uri("pbx"));
        world.runUntil(call::isTalking, SOON);
        peer.speak(PEER, 8);
        world.run(SOON);
        call.press("12");
        world.run(SOON);
        call.hangUp();
        world.run(SOON);

        says("dtmf-not-agreed", "did not agree to telephone-event");
    }

    // Nobody's fault.

    @Test
    void aCallThatLastsTooLong() {
        world = World.from(5).ladders(5).times(Duration.ofSeconds(60), SOON).build();
        var phone = world.phone("carol");
        world.page("alice").call(phone.uri());
        world.run(Duration.ofSeconds(20));

        says("limit-reached", "calls.max-duration");
    }

    @Test
    void aCallThatUsesUpTheMinutes() {
        var rules = Rules.ofUsers(Allowance.NONE.withMinutesPerDay(1));
        world = World.from(6).ladders(5).limits(rules).build();
        var phone = world.phone("carol");
        world.page("alice").call(phone.uri());
        world.run(Duration.ofSeconds(80));

        says("limit-reached", "alice may talk 1 minute a day");
    }

    @Test
    void aCallThatTheOperatorStops() {
        world = World.from(7).ladders(5).build();
        var phone = world.phone("carol");
        world.page("alice").call(phone.uri());
        world.run(Duration.ofSeconds(10));
        world.gateway().limits().stop(Stop.of("user", "alice").orElseThrow());
        world.run(SOON);

        says("stopped", "The operator has stopped calls of alice", "/v1/stops");
    }

    @Test
    void aStreamThatIsGone() {
        var phone = world.phone("carol");
        var call = world.page("alice").call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        var why = Ending.of(EndReason.NETWORK_LOST, Ending.By.SYSTEM, 503, "the stream is gone");
        world.gateway().calls().end(only().id(), why);
        world.run(SOON);

        says("stream-lost", "the stream is gone", "streams.patience");
    }

    @Test
    void aPhoneThatRingsAndNobodyComes() {
        var phone = world.phone("carol");
        phone.person(Person.who(new Reaction.Ignores()));
        world.page("alice").call(phone.uri());
        world.run(Duration.ofSeconds(90));

        says("nobody-answered", "nobody answered", "calls.ring-timeout");
    }

    @Test
    void aUserWithoutPageOrPhone() {
        world.page("alice").call("bob");
        world.run(SOON);

        says("nobody-there", "bob has no page that takes calls and no registered phone");
    }

    @Test
    void aCallThatWentWellSaysNothing() {
        var phone = world.phone("carol");
        var call = world.page("alice").call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        world.run(Duration.ofSeconds(20));
        call.hangUp();
        world.run(SOON);

        assertThat(only().sentence()).isEmpty();
    }

    @Test
    void theGuideHasEveryRule() throws IOException {
        var guide = Files.readString(Path.of("../docs/troubleshooting.md"), StandardCharsets.UTF_8);

        assertThat(Diagnosis.rules())
                .allSatisfy(rule -> assertThat(guide).contains("`" + rule + "`"));
    }

    // What happens.

    /** Alice's page calls the peer and hangs up. */
    private void callFor(Duration talk) {
        var call = world.page("alice").call(peer.uri("pbx"));
        world.run(talk);
        call.hangUp();
        world.run(SOON);
    }

    private void invite(String target, String sdp) {
        var body = sdp.replace("\n", "\r\n");
        var head =
                List.of(
                        "INVITE " + world.address(target) + " SIP/2.0",
                        "Via: SIP/2.0/UDP 10.9.0.1:5060;rport;branch=z9hG4bKraw",
                        "Max-Forwards: 70",
                        "From: <" + peer.uri("pbx") + ">;tag=raw",
                        "To: <" + world.address(target) + ">",
                        "Call-ID: raw-call",
                        "CSeq: 1 INVITE",
                        "Contact: <" + peer.uri("pbx") + ">",
                        "Content-Type: application/sdp",
                        "Content-Length: " + body.length());
        peer.send(String.join("\r\n", head) + "\r\n\r\n" + body, world.sip());
        world.run(SOON);
    }

    private void callWithSound(String host, int payloadType) {
        var call = world.page("alice").call(peer.uri("pbx"));
        world.runUntil(call::isTalking, SOON);
        peer.speak(host, payloadType);
        world.run(Duration.ofSeconds(20));
        call.hangUp();
        world.run(SOON);
    }

    // What is said of it.

    private void says(String rule, String... words) {
        assertThat(only().sentence()).map(Sentence::rule).contains(rule);
        assertThat(only().sentence().orElseThrow().toString()).contains(words);
    }

    private Ladder only() {
        var found = new AtomicReference<Optional<Ladder>>(Optional.empty());
        var all = new ArrayList<Ladder>();
        world.gateway().ladders().recent(Optional.empty(), 10, all::addAll);
        world.runUntil(() -> !all.isEmpty(), SOON);
        assertThat(all).hasSize(1);
        world.gateway().ladders().find(all.getFirst().id(), found::set);
        world.runUntil(() -> found.get().isPresent(), SOON);
        return found.get().orElseThrow();
    }
}
