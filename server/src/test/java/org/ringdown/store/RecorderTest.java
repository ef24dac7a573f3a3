package org.ringdown.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.call.CallPlaced;
import org.ringdown.call.CallRecords;
import org.ringdown.ladder.Ladder;
import org.ringdown.ladder.Ladders;
import org.ringdown.ladder.MailboxLadders;
import org.ringdown.ladder.PeerNames;
import org.ringdown.media.MediaNote;
import org.ringdown.media.Quality;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/** Each call that ends is passed on once: when its media has had its last word, or after a second. */
class RecorderTest {
    private static final InetSocketAddress PBX = new InetSocketAddress("192.0.2.7", 5060);

    private final List<String> desk = new ArrayList<>();
    private final List<Runnable> timers = new ArrayList<>();
    private final Ladders ladders =
            new MailboxLadders(Clock.system(), Runnable::run, 100, PeerNames.NONE, _ -> {});
    private final Recorder recorder = new Recorder(later(), noting());
    private final CallRecords records = ladders.watch((CallRecords) recorder);

    private Timers later() {
        return (delay, task) -> {
            assertThat(delay).isEqualTo(Duration.ofSeconds(1));
            timers.add(task);
            return () -> timers.remove(task);
        };
    }

    private Recorder.Desk noting() {
        return new Recorder.Desk() {
            @Override
            public void ending(Ladder call) {
                desk.add("ending " + call.id());
            }

            @Override
            public void ended(Ladder call) {
                desk.add("ended " + call.id() + ", media " + call.media().size());
            }
        };
    }

    @Test
    void withoutLaddersACallIsPassedOnAtOnce() {
        recorder.ended(Samples.call("c1"));

        assertThat(desk).containsExactly("ended c1, media 0");
        assertThat(timers).isEmpty();
    }

    @Test
    void aCallWithoutMediaIsPassedOnAtItsEnd() {
        recorder.follow(ladders);
        placed("c1");
        records.ended(Samples.call("c1"));

        assertThat(desk).containsExactly("ending c1", "ended c1, media 0");
        assertThat(timers).isEmpty();
    }

    @Test
    void theLastFiguresAreWaitedFor() {
        recorder.follow(ladders);
        placed("c1");
        ladders.media().noted("c1", 20_000, new MediaNote.Heard(PBX, "pcma"));
        records.ended(Samples.call("c1"));
        assertThat(desk).containsExactly("ending c1");

        ladders.media().noted("c1", 20_000, new MediaNote.Closed(10, 11, 0, Quality.UNKNOWN));
        assertThat(desk).containsExactly("ending c1", "ended c1, media 1");
        assertThat(timers).isEmpty();
    }

    @Test
    void whatDoesNotSettleIsPassedOnAfterASecondAndOnlyThen() {
        recorder.follow(ladders);
        placed("c1");
        ladders.media().noted("c1", 20_000, new MediaNote.Heard(PBX, "pcma"));
        records.ended(Samples.call("c1"));
        timers.removeFirst().run();
        assertThat(desk).containsExactly("ending c1", "ended c1, media 1");

        ladders.media().noted("c1", 20_000, new MediaNote.Closed(10, 11, 0, Quality.UNKNOWN));
        recorder.close();
        assertThat(desk).hasSize(2);
    }

    @Test
    void aCallThatTheLaddersHaveForgottenIsPassedOnAllTheSame() {
        recorder.follow(ladders);
        records.ended(Samples.call("c1"));
        timers.removeFirst().run();

        assertThat(desk).containsExactly("ending c1", "ended c1, media 0");
    }

    @Test
    void whoStopsWaitsForNothing() {
        recorder.follow(ladders);
        records.ended(Samples.call("c1"));
        recorder.close();

        assertThat(desk).containsExactly("ending c1", "ended c1, media 0");
        assertThat(timers).isEmpty();
    }

    private void placed(String id) {
        var call = Samples.call(id);
        records.placed(
                new CallPlaced(
                        id, call.dialled(), call.caller(), call.callerKind(), call.placed()));
    }
}
