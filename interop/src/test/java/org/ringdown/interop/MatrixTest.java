package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.matrix.Combination;
import org.ringdown.interop.matrix.Combination.Client;
import org.ringdown.interop.matrix.Combination.Codec;
import org.ringdown.interop.matrix.Combination.Encryption;
import org.ringdown.interop.matrix.Combination.Peer;
import org.ringdown.interop.matrix.Combination.Transport;
import org.ringdown.interop.matrix.FarEnd;
import org.ringdown.interop.matrix.Pairs;
import org.ringdown.interop.matrix.Table;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.sound.Hearing;

/**
 * Every client with every peer over every transport, with every encryption and every codec: both hear each other whoever calls, keys arrive,
 * and a call survives its hold, and its client, who gives the far end away.
 *
 * <p>What runs is every pair of values, in few combinations; with {@code --full} it is all of them, and the table of docs/interop.md is written.
 * {@code -Dinterop.matrix=EXPRESSION} picks those whose names have a match, and {@code -Dinterop.resume=true} leaves out what went well before.
 */
@Scenario
class MatrixTest {
    private static final Duration HEARD = Duration.ofSeconds(1);

    /** For the peer, which may have begun to hear later, and of which the last second may not count. */
    private static final Duration MORE = Duration.ofMillis(2200);

    /** What was heard at last has to be in the last part of a recording. */
    private static final Duration LAST = Duration.ofMillis(2000);

    private static final Duration HELD = Duration.ofSeconds(1);

    private static final String KEYS = "5#";

    private static final String MARK = "<!-- What follows is written by the full run. -->";

    private static final Pattern PICKED = Pattern.compile(System.getProperty("interop.matrix", ""));
    private static final boolean RESUMED = Boolean.getBoolean("interop.resume");
    private static final Table TABLE = new Table(Path.of("target/matrix.tsv"));
    private static Optional<MatrixLab> matrix = Optional.empty();

    @BeforeAll
    static void start(Lab lab) {
        if (!RESUMED) TABLE.forget();
        matrix = Optional.of(new MatrixLab(lab));
    }

    /** The table goes to target/interop/matrix.md; when it is whole also to the end of docs/interop.md. */
    @AfterAll
    static void stop(Lab lab) throws IOException {
        TABLE.print();
        var text =
                TABLE.markdown(
                        LocalDate.now(ZoneOffset.UTC).toString(),
                        matrix.map(MatrixLab::versions).orElse(Map.of()));
        Files.writeString(lab.folder("matrix.md"), text);
        matrix.ifPresent(MatrixLab::close);
        if (TABLE.rows().size() < Combination.possible().size()) return;
        var page = Path.of("../docs/interop.md");
        var before = Files.readString(page);
        Files.writeString(
                page, before.substring(0, before.indexOf(MARK) + MARK.length()) + "\n\n" + text);
    }

    @TestFactory
    @Timeout(1200)
    Stream<DynamicTest> everyPair() {
        return tests(Pairs.cover(Combination.possible()));
    }

    @Tag("long")
    @TestFactory
    @Timeout(4 * 3600)
    Stream<DynamicTest> everyCombination() {
        return tests(Combination.possible());
    }

    /** A page holds each kind of peer, and is heard by it again: it hears music meanwhile, so before and after can be told apart. */
    @TestFactory
    @Timeout(300)
    Stream<DynamicTest> whoWasHeldHearsThePageAgain() {
        return Stream.of(
                        held(Peer.ASTERISK, Encryption.RTP),
                        held(Peer.ASTERISK, Encryption.SDES),
                        held(Peer.ASTERISK, Encryption.DTLS),
                        held(Peer.KAMAILIO, Encryption.DTLS),
                        held(Peer.BARESIP, Encryption.SDES),
                        held(Peer.LINPHONEC, Encryption.DTLS))
                .map(each -> DynamicTest.dynamicTest(each.toString(), () -> hold(each)));
    }

    private static Combination held(Peer peer, Encryption encryption) {
        return new Combination(Client.PAGE, peer, Transport.UDP, encryption, Codec.G711);
    }

    private static void hold(Combination combination) {
        var lab = matrix.orElseThrow();
        try (var far = lab.farEnd(combination)) {
            var client = lab.client(combination.client());
            far.forget();
            client.dial(far.address());
            client.awaitAnswered();
            client.awaitTone(far.hz(), HEARD);
            Patience.pause(MORE);
            client.hold();
            Patience.pause(HELD);
            client.unhold();
            client.awaitTone(far.hz(), HEARD);
            Patience.pause(MORE.plus(HEARD));
            client.hangup();
            client.awaitEnd();
            Patience.await(
                    "sound of the page after the hold",
                    SOON,
                    Duration.ofMillis(200),
                    () ->
                            Hearing.goodAfterPause(
                                    far.heardThroughout(),
                                    Browser.MICROPHONE_HZ,
                                    HELD.dividedBy(2),
                                    HEARD));
            lab.awaitQuiet();
        } catch (RuntimeException | AssertionError e) {
            lab.forgetClient();
            throw e;
        }
    }

    private static Stream<DynamicTest> tests(List<Combination> combinations) {
        return combinations.stream()
                .filter(each -> PICKED.matcher(each.toString()).find())
                .filter(each -> !RESUMED || !TABLE.hasGood(each))
                .map(MatrixTest::test);
    }

    private static DynamicTest test(Combination combination) {
        return DynamicTest.dynamicTest(
                combination.toString(),
                () -> TABLE.record(combination, () -> run(matrix.orElseThrow(), combination)));
    }

    private static void run(MatrixLab matrix, Combination combination) {
        try (var far = matrix.farEnd(combination)) {
            var client = matrix.client(combination.client());
            clientCalls(client, far, combination);
            matrix.awaitQuiet();
            peerCalls(client, far, combination);
            matrix.awaitQuiet();
        } catch (RuntimeException | AssertionError e) {
            e.addSuppressed(new AssertionError("the program said:\n" + matrix.tail()));
            matrix.forgetClient();
            throw e;
        }
    }

    private static void clientCalls(PhonePage client, FarEnd far, Combination combination) {
        far.forget();
        client.dial(far.address());
        client.awaitAnswered();
        client.awaitTone(far.hz(), HEARD);
        client.press(KEYS);
        far.keysHeard()
                .ifPresent(_ ->
                        Patience.await(
                                "keys " + KEYS + " at the peer, but " + far.keysHeard(),
                                SOON,
                                () -> far.keysHeard().equals(Optional.of(KEYS))));
        if (combination.client() == Client.PAGE && far.press('7')) client.awaitKeys("7");
        if (combination.withoutHold().isEmpty()) {
            far.awaitHeard(Browser.MICROPHONE_HZ, HEARD);
            client.hold();
            client.unhold();
            client.awaitTone(far.hz(), HEARD);
        }
        Patience.pause(MORE);
        client.hangup();
        client.awaitEnd();
        if (!far.echoes()) awaitLast(Browser.MICROPHONE_HZ, far);
    }

    private static void peerCalls(PhonePage client, FarEnd far, Combination combination) {
        far.forget();
        far.call("alice");
        client.awaitIncoming();
        client.answer();
        client.awaitAnswered();
        client.awaitTone(far.hz(), HEARD);
        Patience.pause(MORE);
        if (combination.withoutTransfer().isEmpty()) {
            client.transfer("600"); // the echo
            client.awaitEnd();
            Patience.pause(LAST);
            far.hangup();
            Hearing.await(Browser.MICROPHONE_HZ, HEARD, far::heard);
            awaitLast(far.hz(), far);
        } else {
            client.hangup();
            assertThat(client.awaitEnd().path("by").asString()).isEqualTo("local");
        }
    }

    /** What is heard at the end of the call is what comes after its hold, or its transfer. */
    private static void awaitLast(int hz, FarEnd far) {
        Hearing.await(hz, HEARD, () -> far.heard().last(LAST));
    }
}
