package org.ringdown.mix;

import java.util.List;
import java.util.Optional;
import org.ringdown.jitter.Playout;
import org.ringdown.media.Format;
import org.ringdown.path.Ear;
import org.ringdown.path.LegFormats;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.worker.Counted;

/** Who sits in a room, for as long as its leg is joined to it: how the room hears it, and how it hears the room. */
final class Member implements Ear {
    private final Room room;
    private final SeatHost host;
    private LegFormats agreed = LegFormats.NONE;
    private Optional<Playout> playout = Optional.empty();
    private Optional<Voice> voice = Optional.empty();

    Member(Room room, SeatHost host) {
        this.room = room;
        this.host = host;
    }

    @Override
    public void formats(LegFormats partner) {
        if (partner.equals(agreed)) return;
        close();
        agreed = partner;
        playout = Optional.of(new Playout(partner.receiving(), Mix.SAMPLE_RATE, room.random()));
        var spoken = partner.sending().stream().filter(Room::canSay).findFirst();
        voice = spoken.map(room::newVoice);
        host.saying(spoken.<List<Format>>map(List::of).orElse(List.of()));
    }

    @Override
    public void renew() {
        // What it says does not depend on anything of its own.
    }

    /** Keys are left out: they are for machines. */
    @Override
    public void accept(RtpPacket packet, long now) {
        if (playout.isEmpty() || !playout.get().accept(packet, now))
            room.counters().count(Counted.NOT_UNDERSTOOD);
    }

    boolean hear(short[] samples, long now) {
        return playout.isPresent() && playout.get().frame(samples, now);
    }

    void tellAll(Mix mix, long now) {
        if (voice.isPresent()) host.say(voice.get().all(mix), now);
    }

    void tellWithout(short[] said, Mix mix, long now) {
        if (voice.isPresent()) host.say(voice.get().without(said, mix), now);
    }

    void rest() {
        if (voice.isPresent()) voice.get().rest();
    }

    @Override
    public void close() {
        playout.ifPresent(Playout::close);
        voice.ifPresent(Voice::close);
        playout = Optional.empty();
        voice = Optional.empty();
        agreed = LegFormats.NONE;
    }
}
