package org.ringdown.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.ice.IceLiteAgent.Outcome;
import org.ringdown.stun.Stun;
import org.ringdown.stun.StunIntegrity;
import org.ringdown.stun.StunMessage;
import org.ringdown.stun.StunWriter;
import org.ringdown.wire.MalformedException;

/** Checks of a page, right and wrong, and what a lite agent answers and believes (RFC 8445 §7.3). */
class IceLiteAgentTest {
    private static final IceCredentials LOCAL =
            new IceCredentials("ours", "0123456789abcdefghijkl");
    private static final ByteBuffer ID =
            ByteBuffer.wrap(HexFormat.of().parseHex("000102030405060708090a0b"));
    private static final InetSocketAddress WIFI = address(1);
    private static final InetSocketAddress MOBILE = address(2);

    private final StunIntegrity integrity = StunIntegrity.shortTerm(LOCAL.password());
    private final IceLiteAgent<InetSocketAddress> agent = new IceLiteAgent<>(LOCAL);
    private final ByteBuffer reply = ByteBuffer.allocate(IceLiteAgent.MAX_REPLY);

    @Test
    void answersACheckWithTheAddressItCameFrom() throws Exception {
        var check = check(writer -> writer);
        assertThat(agent.receive(check, WIFI, WIFI, 5, reply)).isEqualTo(Outcome.ANSWERED);

        var answer = StunMessage.parse(reply.flip());
        assertThat(answer.type()).isEqualTo(Stun.BINDING_SUCCESS);
        assertThat(answer.transactionId()).isEqualTo(ID);
        assertThat(answer.xorMappedAddress()).contains(WIFI);
        assertThat(integrity.signed(answer)).isTrue();
        assertThat(answer.hasValidFingerprint()).isTrue();
        assertThat(answer.bytes().remaining()).isLessThanOrEqualTo(check.bytes().remaining());
    }

    @Test
    void believesAnAddressAfterACheckFromThere() throws Exception {
        assertThat(agent.isValidated(WIFI)).isFalse();
        assertThat(agent.lastHeard()).isEmpty();

        receive(check(writer -> writer), WIFI, 5);

        assertThat(agent.isValidated(WIFI)).isTrue();
        assertThat(agent.isValidated(MOBILE)).isFalse();
        assertThat(agent.lastHeard()).hasValue(5);
        assertThat(agent.selected()).isEmpty();
    }

    @Test
    void sendsMediaWhereThePageNominatesLast() throws Exception {
        assertThat(receive(nomination(), WIFI, 1)).isEqualTo(Outcome.SELECTED);
        assertThat(receive(nomination(), WIFI, 2))
                .as("a consent check")
                .isEqualTo(Outcome.ANSWERED);
        assertThat(receive(check(writer -> writer), MOBILE, 3)).isEqualTo(Outcome.ANSWERED);
        assertThat(agent.selected()).contains(WIFI);

        assertThat(receive(nomination(), MOBILE, 4)).isEqualTo(Outcome.SELECTED);
        assertThat(agent.selected()).contains(MOBILE);
        assertThat(agent.isValidated(WIFI)).isTrue();
    }

    @Test
    void acceptsThatAPageNominatesEveryAddress() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(receive(nomination(), address(i), i)).isEqualTo(Outcome.SELECTED);
            assertThat(agent.selected()).contains(address(i));
        }
    }

    @Test
    void followsANewPortOfTheSameHost() throws Exception {
        receive(nomination(), new InetSocketAddress(WIFI.getAddress(), 1000), 1);
        assertThat(receive(nomination(), new InetSocketAddress(WIFI.getAddress(), 1001), 2))
                .isEqualTo(Outcome.SELECTED);
    }

    @Test
    void boundsTheAddressesAndForgetsTheStalestButNeverTheSelectedOne() throws Exception {
        receive(nomination(), address(0), 0);
        for (int i = 1; i < 100; i++) {
            receive(check(writer -> writer), address(i), i);
            receive(check(writer -> writer), address(1), i);
        }
        assertThat(agent.isValidated(address(0))).as("selected").isTrue();
        assertThat(agent.isValidated(address(1))).as("heard again and again").isTrue();
        assertThat(agent.isValidated(address(2))).isFalse();
        long believed = 0;
        for (int i = 0; i < 100; i++) {
            believed += agent.isValidated(address(i)) ? 1 : 0;
        }
        assertThat(believed).isEqualTo(IceLiteAgent.MAX_PAIRS);
    }

    @Test
    void refusesToControl() throws Exception {
        var conflict =
                check(writer ->
                        writer.number(Stun.ICE_CONTROLLED, 1L).attribute(Stun.USE_CANDIDATE));
        assertThat(agent.receive(conflict, WIFI, WIFI, 5, reply)).isEqualTo(Outcome.ANSWERED);

        var answer = StunMessage.parse(reply.flip());
        assertThat(answer.type()).isEqualTo(Stun.BINDING_ERROR);
        assertThat(answer.errorCode()).contains(487);
        assertThat(integrity.signed(answer)).isTrue();
        assertThat(agent.isValidated(WIFI)).isFalse();
        assertThat(agent.selected()).isEmpty();
        assertThat(agent.conflicts()).isEqualTo(1);
    }

    @Test
    void namesAttributesItShouldKnow() throws Exception {
        var strange = check(writer -> writer.attribute(0x7001).attribute(0xC057).attribute(0x7002));
        assertThat(agent.receive(strange, WIFI, WIFI, 5, reply)).isEqualTo(Outcome.ANSWERED);

        var answer = StunMessage.parse(reply.flip());
        assertThat(answer.errorCode()).contains(420);
        assertThat(answer.find(Stun.UNKNOWN_ATTRIBUTES).orElseThrow().value())
                .isEqualTo(ByteBuffer.wrap(HexFormat.of().parseHex("70017002")));
        assertThat(agent.isValidated(WIFI)).isFalse();
    }

    @Test
    void answersWithinTheRoomItAsksForWhateverIsUnknown() throws Exception {
        var strange =
                check(writer -> {
                    for (int i = 0; i < 50; i++) {
                        writer.attribute(0x7000 + i);
                    }
                    return writer;
                });
        assertThat(agent.receive(strange, WIFI, WIFI, 5, reply)).isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void takesNoticeOfAttributesThatMayBeIgnored() throws Exception {
        var chrome =
                check(writer -> writer.number(0xC057, 0x00020000).number(Stun.ICE_CONTROLLING, 7L));
        assertThat(receive(chrome, WIFI, 1)).isEqualTo(Outcome.ANSWERED);
        assertThat(agent.isValidated(WIFI)).isTrue();
    }

    @Test
    void isSilentToWhoDoesNotKnowThePassword() throws Exception {
        ignores(
                request(
                        "ours:page",
                        StunIntegrity.shortTerm("0123456789abcdefghijkL"),
                        true,
                        writer -> writer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "theirs:page",
                "our:page",
                "oursx:page",
                "ours",
                "ours ",
                ":page",
                "",
                "OURS:page"
            })
    void isSilentToWhoAsksForAnother(String username) throws Exception {
        ignores(request(username, integrity, true, writer -> writer));
    }

    @Test
    void isSilentWithoutAFingerprint() throws Exception {
        ignores(request("ours:page", integrity, false, writer -> writer));
    }

    @Test
    void isSilentWithoutAProof() throws Exception {
        var out = ByteBuffer.allocate(200);
        new StunWriter(out, Stun.BINDING_REQUEST, ID)
                .text(Stun.USERNAME, "ours:page")
                .fingerprint();
        ignores(StunMessage.parse(out.flip()));
    }

    @ParameterizedTest
    @ValueSource(ints = {Stun.BINDING_INDICATION, Stun.BINDING_SUCCESS, Stun.BINDING_ERROR, 0x0003})
    void isSilentToWhatIsNoCheck(int type) throws Exception {
        var out = ByteBuffer.allocate(200);
        new StunWriter(out, type, ID)
                .text(Stun.USERNAME, "ours:page")
                .integrity(integrity)
                .fingerprint();
        ignores(StunMessage.parse(out.flip()));
    }

    @Test
    void believesNoChangedCheck() throws Exception {
        var good = nomination().bytes();
        var random = new Random(8445);
        for (int i = 0; i < 5000; i++) {
            var bad = ByteBuffer.allocate(good.remaining()).put(0, good, 0, good.remaining());
            int at = random.nextInt(bad.capacity());
            bad.put(at, (byte) (bad.get(at) ^ 1 << random.nextInt(8)));
            try {
                ignores(StunMessage.parse(bad));
            } catch (MalformedException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void acceptsAPageWhoseHalfOfTheNameItHasNotSeen() throws Exception {
        assertThat(receive(request("ours:a/b+c", integrity, true, writer -> writer), WIFI, 1))
                .isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void findsOurHalfOfTheName() throws Exception {
        assertThat(IceUfrag.of(check(writer -> writer))).contains("ours");
        for (String none :
                new String[] {"", ":", ":page", "ours", "ou rs:page", "x".repeat(257) + ":"}) {
            assertThat(IceUfrag.of(request(none, integrity, true, writer -> writer)))
                    .as(none)
                    .isEmpty();
        }
        assertThat(IceUfrag.of(request("x".repeat(256) + ":y", integrity, true, writer -> writer)))
                .contains("x".repeat(256));
    }

    @Test
    void tellsCredentialsFromOtherStrings() {
        assertThat(IceCredentials.of("abcd", "x".repeat(22))).isPresent();
        assertThat(IceCredentials.of("abc", "x".repeat(22))).isEmpty();
        assertThat(IceCredentials.of("abcd", "x".repeat(21))).isEmpty();
        assertThat(IceCredentials.of("ab:d", "x".repeat(22))).isEmpty();
        assertThat(IceCredentials.of("x".repeat(257), "x".repeat(22))).isEmpty();
        assertThat(LOCAL).hasToString("IceCredentials[ours]");
    }

    @Test
    void makesCredentialsThatDiffer() {
        var random = new Random(1);
        var one = IceCredentials.random(random);
        var other = IceCredentials.random(random);
        assertThat(one.ufrag()).hasSize(8).isNotEqualTo(other.ufrag());
        assertThat(one.password()).hasSize(24).isNotEqualTo(other.password());
    }

    private void ignores(StunMessage message) {
        long before = agent.unproved();
        assertThat(agent.receive(message, WIFI, WIFI, 5, reply)).isEqualTo(Outcome.IGNORED);
        assertThat(reply.position()).isZero();
        assertThat(agent.isValidated(WIFI)).isFalse();
        assertThat(agent.lastHeard()).isEmpty();
        assertThat(agent.unproved()).isEqualTo(before + 1);
    }

    private Outcome receive(StunMessage message, InetSocketAddress source, long now) {
        return agent.receive(message, source, source, now, reply.clear());
    }

    private StunMessage nomination() throws Exception {
        return check(writer -> writer.attribute(Stun.USE_CANDIDATE));
    }

    /** As a browser sends it. */
    private StunMessage check(UnaryOperator<StunWriter> more) throws Exception {
        return request("ours:page", integrity, true, more);
    }

    private static StunMessage request(
            String username,
            StunIntegrity integrity,
            boolean fingerprint,
            UnaryOperator<StunWriter> more)
            throws Exception {
        var out = ByteBuffer.allocate(1000);
        var writer = new StunWriter(out, Stun.BINDING_REQUEST, ID).text(Stun.USERNAME, username);
        more.apply(writer.number(Stun.PRIORITY, 0x6e0001ff)).integrity(integrity);
        if (fingerprint) {
            writer.fingerprint();
        }
        return StunMessage.parse(out.flip());
    }

    private static InetSocketAddress address(int number) {
        return new InetSocketAddress(InetAddress.ofLiteral("192.0.2." + number), 50_000);
    }
}
