package org.ringdown.sip.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.sip.Contact;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.auth.Credentials;
import org.ringdown.sip.auth.DigestClient;
import org.ringdown.sip.auth.DigestServer;
import org.ringdown.sip.auth.PasswordLookup;
import org.ringdown.sip.registration.Registrar.Outcome;
import org.ringdown.sip.registration.Registration.Output;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.SipTexts;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.wire.MalformedException;

/** The client against scripted answers, and against our own registrar. */
class RegistrationTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Random random = new Random(10);
    private final Ids ids = new Ids(random);
    private final Registration registration = registration("wonderland", HOUR);
    private long now = Long.MAX_VALUE - Duration.ofMinutes(10).toNanos();

    @Test
    void asksForItsContact() {
        var request = sent(registration.start(now));

        assertEquals("REGISTER sip:pbx.example.com SIP/2.0", request.startLine());
        assertEquals("1 REGISTER", request.headers().cseq().toString());
        assertEquals(List.of("<sip:line-1@192.0.2.1>"), request.headers().all("Contact"));
        assertEquals(3600, request.headers().expires().orElseThrow());
        assertEquals(List.of("<sip:proxy.example.com;lr>"), request.headers().all("Route"));
        assertEquals(Optional.of("line-1"), Ids.owner(request.headers().callId()));
        assertEquals(Optional.empty(), request.headers().to().tag());
    }

    @Test
    void refreshesInTimeUnderTheSameCallIdAndAHigherNumber() {
        var first = sent(registration.start(now));
        assertEquals(
                HOUR,
                assertInstanceOf(
                                Output.Registered.class,
                                only(registration.received(ok(first, 3600), now)))
                        .granted());

        long wait = wait(registration);
        assertTrue(wait >= 2880 * SECOND && wait <= 3240 * SECOND, wait + " ns");
        assertEquals(List.of(), registration.expire(now + wait - 1));
        now += wait;
        var refresh = sent(registration.expire(now));

        assertEquals(first.headers().callId(), refresh.headers().callId());
        assertEquals("2 REGISTER", refresh.headers().cseq().toString());
        assertEquals(OptionalLong.empty(), registration.nextDeadline());
    }

    @Test
    void goesByWhatTheRegistrarGrantsForOurContact() {
        var request = sent(registration.start(now));
        var ok = ok(request, 3600);
        var headers =
                ok.headers().toBuilder()
                        .set("Contact", "<sip:other@192.0.2.9>;expires=3000")
                        .add("Contact", "<sip:line-1@192.0.2.1>;expires=120");

        var told = registration.received(ok.withHeaders(headers.build()), now);

        assertEquals(
                Duration.ofSeconds(120),
                assertInstanceOf(Output.Registered.class, only(told)).granted());
    }

    @Test
    void linesDoNotRefreshTogether() {
        var other = registration("wonderland", HOUR);
        registration.received(ok(sent(registration.start(now)), 3600), now);
        other.received(ok(sent(other.start(now)), 3600), now);

        assertNotEquals(registration.nextDeadline(), other.nextDeadline());
    }

    /** A registrar that is back is found within five seconds, however long it was away. */
    @Test
    void triesAgainSoonAndEverMoreRarelyUpToFourSeconds() {
        registration.start(now);
        for (int failure = 1; failure <= 20; failure++) {
            var failed = assertInstanceOf(Output.Failed.class, only(registration.unanswered(now)));
            long wait = wait(registration);
            long longest = Math.min(1L << failure - 1, 4) * SECOND;
            assertTrue(wait <= longest && wait >= longest / 2, failure + ": " + wait);
            assertEquals(Duration.ofNanos(wait), failed.retry());
            now += wait;
            sent(registration.expire(now));
        }
    }

    @Test
    void waitsAsLongAsItIsTold() {
        var busy = Responses.to(sent(registration.start(now)), 503, "Service Unavailable", "t");
        registration.received(busy.withHeaders(busy.headers().with("Retry-After", "120")), now);

        assertEquals(120 * SECOND, wait(registration));
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 302, 603})
    void doesNotInsistWhenRefused(int status) {
        var failed =
                only(
                        registration.received(
                                Responses.to(sent(registration.start(now)), status, "No", "t"),
                                now));

        assertEquals(
                status,
                assertInstanceOf(Output.Failed.class, failed).response().orElseThrow().status());
        assertTrue(wait(registration) >= 240 * SECOND);
    }

    @Test
    void asksForLongerWhenThatIsWanted() {
        var brief = registration("wonderland", Duration.ofSeconds(30));
        var again = sent(brief.received(tooBrief(sent(brief.start(now)), "90"), now));

        assertEquals(90, again.headers().expires().orElseThrow());
        assertEquals("2 REGISTER", again.headers().cseq().toString());
        assertInstanceOf(Output.Failed.class, only(brief.received(tooBrief(again, "91"), now)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "30", "86401", "99999999999"})
    void doesNotAskForNonsense(String minimum) {
        var brief = registration("wonderland", Duration.ofSeconds(30));

        assertInstanceOf(
                Output.Failed.class,
                only(brief.received(tooBrief(sent(brief.start(now)), minimum), now)));
    }

    @Test
    void leaves() {
        registration.received(ok(sent(registration.start(now)), 3600), now);
        var leave = sent(registration.stop(now));

        assertEquals(0, leave.headers().expires().orElseThrow());
        assertEquals(List.of("<sip:line-1@192.0.2.1>"), leave.headers().all("Contact"));
        assertEquals(List.of(new Output.Over()), registration.received(ok(leave, 0), now));
        assertEquals(OptionalLong.empty(), registration.nextDeadline());
    }

    /** §10.2: never two REGISTERs at once. */
    @Test
    void leavesOnlyWhenTheLastAnswerIsIn() {
        var request = sent(registration.start(now));
        assertEquals(List.of(), registration.stop(now));

        var leave = sent(registration.received(ok(request, 3600), now));
        assertEquals(0, leave.headers().expires().orElseThrow());
    }

    @Test
    void ignoresAnswersItDoesNotWaitFor() {
        var request = sent(registration.start(now));
        var early = Responses.to(request, 100, "Trying");
        var stale =
                ok(request, 3600)
                        .withHeaders(ok(request, 3600).headers().with("CSeq", "9 REGISTER"));

        assertEquals(List.of(), registration.received(early, now));
        assertEquals(List.of(), registration.received(stale, now));
        assertFalse(registration.received(ok(request, 3600), now).isEmpty());
    }

    @Test
    void provesItsPasswordToOurOwnRegistrarAndThenWithoutBeingAsked() {
        var pbx = new Pbx();
        var told = pbx.converse(registration, registration.start(now));
        assertInstanceOf(Output.Registered.class, told);
        assertEquals(2, pbx.requests);

        now += wait(registration);
        told = pbx.converse(registration, registration.expire(now));
        assertInstanceOf(Output.Registered.class, told);
        assertEquals(4, pbx.requests, "the nonce is stale by then");
        assertEquals(1, pbx.bindings.size());

        told = pbx.converse(registration, registration.start(now));
        assertInstanceOf(Output.Registered.class, told);
        assertEquals(5, pbx.requests);

        assertEquals(new Output.Over(), pbx.converse(registration, registration.stop(now)));
        assertEquals(List.of(), pbx.bindings);
    }

    @Test
    void doesNotInsistOnAWrongPassword() {
        var pbx = new Pbx();
        var wrong = registration("looking-glass", HOUR);

        assertInstanceOf(Output.Failed.class, pbx.converse(wrong, wrong.start(now)));
        assertEquals(2, pbx.requests);
        assertTrue(wait(wrong) >= 240 * SECOND);
    }

    /** Our registrar's half, put together from its pieces. */
    private final class Pbx {
        private final DigestServer digest =
                new DigestServer(
                        "pbx.example.com",
                        new byte[32],
                        PasswordLookup.ofPasswords(name -> Optional.of("wonderland")),
                        16);
        private List<Binding> bindings = List.of();
        private int requests;

        /** Answers until the client is content, or not. */
        Output converse(Registration client, List<Output> first) {
            var output = only(first);
            while (output instanceof Output.Send(var request)) {
                var sent = ids.withVia(request, Transport.UDP, HostPort.of("192.0.2.1"), "line-1");
                output = only(client.received(answer(sent), now));
            }
            return output;
        }

        private SipResponse answer(SipRequest request) {
            requests++;
            return switch (digest.verify(request, HERE, now)) {
                case DigestServer.Verdict.Proved _ -> register(request);
                case DigestServer.Verdict.Stale _ ->
                        Responses.to(request, digest.challenge(HERE, now, true), "t");
                default -> Responses.to(request, digest.challenge(HERE, now, false), "t");
            };
        }

        private SipResponse register(SipRequest request) {
            var outcome = Registrar.STANDARD.register(bindings, request, SipTexts.TO_ALICE, now);
            bindings = assertInstanceOf(Outcome.Updated.class, outcome).bindings();
            return Registrar.ok(request, bindings, "t", now);
        }
    }

    private Registration registration(String password, Duration expires) {
        try {
            var account =
                    new Account(
                            "line-1",
                            SipUri.parse("sip:pbx.example.com"),
                            NameAddr.parse("Alice <sip:alice@pbx.example.com>"),
                            Contact.parse("<sip:line-1@192.0.2.1>"),
                            List.of(NameAddr.parse("<sip:proxy.example.com;lr>")),
                            expires);
            var credentials = new Credentials("line-1", "alice", password, Optional.empty());
            return new Registration(
                    account, new DigestClient(credentials, random), Pace.STANDARD, ids, random);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private long wait(Registration of) {
        return of.nextDeadline().orElseThrow() - now;
    }

    private static SipRequest sent(List<Output> outputs) {
        return assertInstanceOf(Output.Send.class, only(outputs)).request();
    }

    private static Output only(List<Output> outputs) {
        assertEquals(1, outputs.size(), outputs::toString);
        return outputs.getFirst();
    }

    private static SipResponse ok(SipRequest request, long expires) {
        var ok = Responses.to(request, 200, "OK", "t");
        return ok.withHeaders(ok.headers().with("Expires", Long.toString(expires)));
    }

    private static SipResponse tooBrief(SipRequest request, String minimum) {
        var response = Responses.to(request, 423, "Interval Too Brief", "t");
        return response.withHeaders(response.headers().with("Min-Expires", minimum));
    }
}
