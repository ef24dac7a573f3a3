package org.ringdown.path;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.ringdown.codec.Music;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Loop;
import org.ringdown.worker.Ticker;

/** What a far end hears after 200 ms of nothing: comfort noise or music, until somebody speaks. */
final class FillerSource {
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

    private final Loop loop;
    private final Filler filler;
    private final Music music;
    private final RandomGenerator random;
    private final Runnable due;
    private final Alarm patience;
    private final Ticker ticker;

    private Optional<Format> format = Optional.empty();
    private Optional<Announcement> announcement = Optional.empty();
    private boolean filling;
    private long spokenAt;

    /** @param due is run whenever a frame should be sent */
    FillerSource(Loop loop, Filler filler, Music music, RandomGenerator random, Runnable due) {
        this.loop = loop;
        this.filler = filler;
        this.music = music;
        this.random = random;
        this.due = due;
        this.patience = loop.alarm(this::onPatienceAlarm);
        this.ticker = new Ticker(loop, Announcement.INTERVAL, PATIENCE, due);
    }

    /** Fills in this codec from now on; nothing ends it. A codec that we cannot make is filled with nothing. */
    void format(Optional<Format> wanted) {
        if (wanted.equals(format)) return;
        format = wanted;
        announcement = wanted.flatMap(this::announcement);
        filling = false;
        ticker.stop();
        patience.cancel();
        if (announcement.isPresent()) expect(loop.nanos());
    }

    /** Of what the far end can hear, the first that does this filler justice; else the first. */
    Optional<Format> best(List<Format> voices) {
        return voices.stream()
                .filter(voice ->
                        filler != Filler.MUSIC || SoundEncoder.of(voice.codec()).isPresent())
                .findFirst()
                .or(() -> voices.stream().findFirst());
    }

    /** Somebody spoke. */
    void spoken(long now) {
        spokenAt = now;
        if (!filling) return;
        filling = false;
        ticker.stop();
        patience.set(now + PATIENCE);
    }

    /** The sound, each time it is due; only asked for then. */
    Optional<Announcement> announcement() {
        return announcement;
    }

    private void expect(long now) {
        spokenAt = now;
        patience.set(now + PATIENCE);
    }

    /** Set once for every 200 ms while somebody speaks: a packet only takes note of its time. */
    private void onPatienceAlarm() {
        long now = loop.nanos();
        if (now - spokenAt < PATIENCE) {
            patience.set(spokenAt + PATIENCE);
        } else {
            filling = true;
            ticker.start(now + Announcement.INTERVAL);
            due.run();
        }
    }

    private Optional<Announcement> announcement(Format chosen) {
        var quiet = Announcement.quiet(chosen, random);
        return filler == Filler.MUSIC ? Announcement.of(chosen, music::at).or(() -> quiet) : quiet;
    }
}
