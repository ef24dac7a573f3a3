package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
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
import org.ringdown.interop.matrix.FarEnd;
import org.ringdown.interop.matrix.Pairs;
import org.ringdown.interop.matrix.Table;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.sound.Hearing;

/**
 * Every client with every peer over every transport, with every encryption and every codec: both hear each other whoever calls, keys arrive,
 * and a call survives its hold.
 *
 * <p>What runs is every pair of values, in few combinations; with {@code --full} it is all of them, and the table of docs/interop.md is written.
 */
@Scenario
class MatrixTest {
    private static final Duration HEARD = Duration.ofSeconds(1);

    /** For the peer, which may have begun to hear later. */
    private static final Duration MORE = Duration.ofMillis(1500);

    private static final String KEYS = "5#";

    private static final String MARK = "<!-- What follows is written by the full run. -->";

    private static final Table TABLE = new Table();
    private static Optional<MatrixLab> matrix = Optional.empty();

    @BeforeAll
    static void start(Lab lab) {
        matrix = Optional.of(new MatrixLab(lab));
    }

    /** The table goes to target/interop/matrix.md; after a full run also to the end of docs/interop.md. */
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
        return Pairs.cover(Combination.possible()).stream().map(MatrixTest::test);
    }

    @Tag("long")
    @TestFactory
    @Timeout(4 * 3600)
    Stream<DynamicTest> everyCombination() {
        return Combination.possible().stream().map(MatrixTest::test);
    }

    private static DynamicTest test(Combination combination) {
        return DynamicTest.dynamicTest(
                combination.toString(),
                () -> TABLE.record(combination, () -> run(matrix.orElseThrow(), combination)));
    }

    private static void run(MatrixLab matrix, Combination combination) {
        try (var far = matrix.farEnd(combination);
                var client = matrix.client(combination.client())) {
            clientCalls(client, far, combination);
            peerCalls(client, far);
        } catch (RuntimeException | AssertionError e) {
            e.addSuppressed(new AssertionError("the program said:\n" + matrix.tail()));
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
            client.hold();
            client.unhold();
            client.awaitTone(far.hz(), HEARD);
        }
        Patience.pause(MORE);
        client.hangup();
        client.awaitEnd();
        if (!far.echoes()) Hearing.await(Browser.MICROPHONE_HZ, HEARD, far::heard);
    }

    private static void peerCalls(PhonePage client, FarEnd far) {
        far.forget();
        far.call("alice");
        client.awaitIncoming();
        client.answer();
        client.awaitAnswered();
        client.awaitTone(far.hz(), HEARD);
        Patience.pause(MORE);
        client.hangup();
        assertThat(client.awaitEnd().path("by").asString()).isEqualTo("local");
        if (!far.echoes()) Hearing.await(Browser.MICROPHONE_HZ, HEARD, far::heard);
    }
}
