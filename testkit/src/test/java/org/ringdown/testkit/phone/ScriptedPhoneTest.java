package org.ringdown.testkit.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.testkit.net.Conditions;
import org.ringdown.testkit.net.SimulatedNetwork;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.net.UdpPort;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.PhoneEnding.Kind;
import org.ringdown.testkit.time.SeededExecutor;

/** The phone's own SIP, without any gateway: two of them call each other directly. */
class ScriptedPhoneTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration AFTERMATH = Duration.ofMinutes(5);

    private final SeededExecutor executor = new SeededExecutor(9);
    private final SimulatedNetwork network =
            new SimulatedNetwork(executor.time(), SeededExecutor.generator(9));
    private final ScriptedPhone alice = phone("alice", 1);
    private final ScriptedPhone bob = phone("bob", 2);

    @Test
    void twoPhonesTalkAndHearEachOther() {
        var call = alice.call(bob.uri(), address(2));
        executor.run(SOON);
        var there = bob.calls().getFirst();
        assertThat(call.isTalking() && there.isTalking()).isTrue();
        assertThat(heard(call, there)).isGreaterThan(150);
        assertThat(heard(there, call)).isGreaterThan(150);
        assertThat(call.sound().orElseThrow().ear().breaks()).isZero();

        there.hangUp();
        executor.run(SOON);
        assertThat(call.ending()).get().matches(end -> end.kind() == Kind.WAS_HUNG_UP);
        assertThat(there.ending()).get().matches(end -> end.kind() == Kind.HUNG_UP);
        assertNothingIsLeft();
    }

    private static int heard(PhoneCall listener, PhoneCall speaker) {
        var ear = listener.sound().orElseThrow().ear();
        return ear.heard(speaker.sound().orElseThrow().voice());
    }

    /** Over a bad network, and hung up by either of them at any moment. */
    @Test
    void everyCallEndsForBoth() {
        network.conditions(Traffic.SIGNALLING, Conditions.BAD);
        alice.mute();
        bob.mute();
        var random = SeededExecutor.generator(3);
        var seen = EnumSet.noneOf(Kind.class);
        alice.observe(call -> call.ending().ifPresent(end -> seen.add(end.kind())));
        for (int i = 0; i < 300; i++) {
            bob.person(Person.who(reaction(i)));
            alice.call(bob.uri(), address(2)).hangUpAfter(Duration.ofMillis(random.nextInt(3_000)));
            executor.run(Duration.ofMillis(200));
        }
        executor.run(AFTERMATH);

        assertThat(alice.calls()).hasSize(300).allMatch(PhoneCall::isOver);
        assertThat(bob.calls()).hasSizeGreaterThan(250).allMatch(PhoneCall::isOver);
        assertThat(seen).contains(Kind.HUNG_UP, Kind.WAS_HUNG_UP, Kind.CANCELED, Kind.WAS_REFUSED);
        assertNothingIsLeft();
    }

    private static Reaction reaction(int number) {
        return switch (number % 4) {
            case 0 -> new Reaction.Refuses(Duration.ofMillis(700), 486);
            case 1 -> new Reaction.Ignores();
            case 2 ->
                    new Reaction.Answers(
                            Duration.ofMillis(500), Optional.of(Duration.ofMillis(800)));
            default -> Reaction.answer(Duration.ofMillis(300));
        };
    }

    @Test
    void whoeverCallsTheDeadGivesUpByItself() {
        bob.vanish();
        var call = alice.call(bob.uri(), address(2));
        executor.run(Duration.ofSeconds(33));
        assertThat(call.ending()).get().matches(end -> end.kind() == Kind.UNHEARD);
        assertNothingIsLeft();
    }

    @Test
    void aStrictPhoneObjects() throws Exception {
        var stranger = network.open(address(3), Traffic.SIGNALLING, (_, _) -> {});
        say(
                stranger,
                """
                OPTIONS sip:alice@10.0.0.1 SIP/2.0
                Via: SIP/2.0/UDP 10.0.0.3:5060;branch=old
                From: <sip:x@10.0.0.3>
                To: <sip:alice@10.0.0.1>
                Call-ID: 1
                CSeq: 1 INFO
                Content-Length: 5

                """);
        executor.run(SOON);
        assertThat(alice.complaints())
                .anyMatch(text -> text.contains("lacks a true length"))
                .anyMatch(text -> text.contains("lacks a tag in From"))
                .anyMatch(text -> text.contains("lacks a branch of RFC 3261"))
                .anyMatch(text -> text.contains("lacks its method in CSeq"))
                .anyMatch(text -> text.contains("lacks Max-Forwards"));
    }

    private void say(UdpPort from, String message) {
        var bytes = message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        from.send(ByteBuffer.wrap(bytes), address(1));
    }

    /** The example of RFC 7616 §3.9.1. */
    @Test
    void itsDigestIsThatOfTheRfc() {
        var mufasa = new PhoneDigest("Mufasa", "Circle of Life");
        var challenge =
                new SipText("SIP/2.0 401 Unauthorized", List.of(), "")
                        .with(
                                "WWW-Authenticate",
                                "Digest realm=\"http-auth@example.org\", qop=\"auth\", algorithm=SHA-256, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\"");
        assertThat(
                        mufasa.answer(
                                challenge,
                                "GET",
                                "/dir/index.html",
                                "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"))
                .get()
                .asString()
                .contains(
                        "response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"");
    }

    private void assertNothingIsLeft() {
        executor.run(AFTERMATH);
        assertThat(executor.time().alive()).isEmpty();
        assertThat(alice.complaints()).isEmpty();
        assertThat(bob.complaints()).isEmpty();
    }

    private ScriptedPhone phone(String user, int host) {
        try {
            return new ScriptedPhone(user, address(host), network, SeededExecutor.generator(host));
        } catch (BindException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static InetSocketAddress address(int host) {
        return new InetSocketAddress(InetAddress.ofLiteral("10.0.0." + host), 5060);
    }
}
