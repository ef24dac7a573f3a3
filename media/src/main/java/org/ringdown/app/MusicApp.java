package org.ringdown.app;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.path.Announcement;
import org.ringdown.path.LegFormats;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.worker.Ticker;

/** Plays a melody, in the first codec its partner likes that we can encode; in Opus only where there is no other. */
final class MusicApp implements App {
    private static final long STALL = TimeUnit.MILLISECONDS.toNanos(200);

    private final AppHost host;
    private final Ticker ticker;
    private Optional<Format> format = Optional.empty();
    private Optional<Announcement> music = Optional.empty();

    MusicApp(AppHost host) {
        this.host = host;
        this.ticker = new Ticker(host.loop(), Announcement.INTERVAL, STALL, this::play);
    }

    @Override
    public void formats(LegFormats partner) {
        var playable =
                partner.sending().stream()
                        .filter(liked -> music(liked).isPresent())
                        .min(Comparator.comparing(MusicApp::isCostly));
        if (playable.equals(format)) return;
        format = playable;
        music = playable.flatMap(this::music);
        host.saying(playable.map(List::of).orElse(List.of()));
        if (music.isPresent()) ticker.start(host.loop().nanos());
        else ticker.stop();
    }

    /** Opus takes ten times the time of all others. */
    private static boolean isCostly(Format format) {
        return format.codec().equals(Codec.OPUS);
    }

    @Override
    public void accept(RtpPacket packet, long now) {
        // It does not listen.
    }

    @Override
    public void close() {
        ticker.stop();
    }

    private void play() {
        music.ifPresent(sound -> host.say(sound.next(), host.loop().nanos()));
    }

    private Optional<Announcement> music(Format format) {
        return Announcement.of(format, host.music()::at);
    }
}
