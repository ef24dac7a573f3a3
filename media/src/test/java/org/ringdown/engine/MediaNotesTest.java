package org.ringdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.media.MediaNote;
import org.ringdown.worker.VirtualLoop;

/** The milestones that a watch of the media floor hears of, and when. */
class MediaNotesTest {
    private static final Format PCMA = new Format(8, Codec.PCMA);
    private static final Format PCMU = new Format(0, Codec.PCMU);

    private final VirtualLoop loop = new VirtualLoop();
    private final List<Noted> notes = new ArrayList<>();
    private MediaWorkers engine;

    private record Noted(String cname, int port, MediaNote note) {}

    @BeforeEach
    void start() throws IOException {
        engine =
                TestEngine.watched(
                        loop, (cname, port, note) -> notes.add(new Noted(cname, port, note)));
    }

    @Test
    void aPhoneIsHeardFallsSilentAndIsHeardAgain() throws IOException {
        var heard = new Heard();
        var far = new TestPhone(loop, 440, PCMA);
        var leg = engine.openRtp(0, "call", Filler.COMFORT_NOISE, heard);
        pass(10);
        leg.remote(far.remote());
        var local = heard.opened().join();
        far.singTo(local);
        pass(1_000);
        far.hush();
        pass(5_000);
        far.singTo(local);
        pass(1_000);
        leg.close();
        pass(100);

        var from = far.remote().address();
        assertThat(notes).allMatch(noted -> noted.cname.equals("call"));
        assertThat(notes).allMatch(noted -> noted.port == local.getPort());
        assertThat(notes)
                .extracting(Noted::note)
                .filteredOn(note -> !(note instanceof MediaNote.Spoken))
                .filteredOn(note -> !(note instanceof MediaNote.Closed))
                .containsExactly(
                        new MediaNote.Heard(from, "pcma"),
                        new MediaNote.Silent(true),
                        new MediaNote.Heard(from, "pcma"));
        assertThat(notes.getLast().note)
                .isInstanceOfSatisfying(
                        MediaNote.Closed.class,
                        closed -> {
                            assertThat(closed.heard()).isBetween(90L, 110L);
                            assertThat(closed.spoken()).isGreaterThan(200);
                        });
    }

    @Test
    void aClientOfMessagesIsHeardAndSpokenToAndFallsSilent() {
        var nowhere = new InetSocketAddress(0);
        var client = new TestClient(engine, 0, loop, Codec.PCMA);
        pass(10_000);
        assertThat(notes)
                .extracting(Noted::note)
                .containsExactly(new MediaNote.Streamed(), new MediaNote.Spoken(nowhere));
        client.sing(440, Codec.PCMA, 160, Duration.ofSeconds(1));
        pass(5_000);
        client.media().close();
        pass(100);

        assertThat(notes).allMatch(noted -> noted.cname.equals("client"));
        assertThat(notes)
                .extracting(Noted::note)
                .contains(new MediaNote.Heard(nowhere, "pcma"), new MediaNote.Silent(true));
        assertThat(notes.getLast().note)
                .isInstanceOfSatisfying(
                        MediaNote.Closed.class,
                        closed -> assertThat(closed.heard()).isBetween(45L, 51L));
    }

    @Test
    void aPhoneThatNeverSendsIsSaidToBeSilentOnce() throws IOException {
        var far = new TestPhone(loop, 440, PCMA);
        var leg = engine.openRtp(0, "call", Filler.COMFORT_NOISE, new Heard());
        pass(10);
        leg.remote(far.remote());
        pass(60_000);

        assertThat(notes)
                .extracting(Noted::note)
                .containsOnlyOnce(new MediaNote.Silent(false))
                .contains(new MediaNote.Spoken(far.remote().address()));
    }

    @Test
    void packetsFromElsewhereAndOfAnotherTypeAreSaidOnce() throws IOException {
        var heard = new Heard();
        var far = new TestPhone(loop, 440, PCMA);
        var stranger = new TestPhone(loop, 440, PCMA);
        var other = new TestPhone(loop, 440, PCMU);
        var leg = engine.openRtp(0, "call", Filler.COMFORT_NOISE, heard);
        pass(10);
        leg.remote(far.remote());
        stranger.singTo(heard.opened().join());
        other.singTo(heard.opened().join());
        pass(1_000);

        assertThat(notes)
                .extracting(Noted::note)
                .containsOnlyOnce(new MediaNote.Foreign(stranger.remote().address()))
                .containsOnlyOnce(new MediaNote.Unagreed(0));
    }

    @Test
    void aPageIsReachedKeyedHeardAndLost() throws IOException {
        var far = new TestPage(loop, TestPage.scripted("sha-256 00"), 440, PCMA);
        engine.openWebRtc(0, far.parameters(), new Heard());
        far.connectTo(engine.webRtcPort(0));
        pass(100);
        far.sings();
        pass(1_000);

        assertThat(notes)
                .extracting(noted -> noted.note.getClass().getSimpleName())
                .containsExactly("Reached", "Keyed", "Heard");
        assertThat(notes).allMatch(noted -> noted.cname.equals(far.parameters().cname()));
    }

    private void pass(long millis) {
        loop.pass(Duration.ofMillis(millis));
    }
}
