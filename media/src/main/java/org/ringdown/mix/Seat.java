package org.ringdown.mix;

import java.util.Optional;
import org.ringdown.path.Ear;

/** The place of one member in a room, from when it comes until it leaves; nobody is heard there while its end is held. */
public final class Seat {
    /** So long after its last word a member hears what all hear who say nothing. */
    private static final int LISTENS = 50;

    private final Room room;
    private final SeatHost host;
    private final Loudness loudness = new Loudness();
    private final short[] said = new short[Mix.FRAME];
    private Optional<Member> member = Optional.empty();
    private boolean speaks;
    private int listened = LISTENS;

    Seat(Room room, SeatHost host) {
        this.room = room;
        this.host = host;
    }

    /** How the room hears the end that is joined to it from now on. */
    public Ear newEar() {
        var hearing = new Member(room, host);
        member = Optional.of(hearing);
        return hearing;
    }

    /** Whoever sat there is gone. Twice changes nothing. */
    public void leave() {
        room.leave(this);
        member.ifPresent(Member::close);
        member = Optional.empty();
    }

    void alone() {
        host.alone();
    }

    /** Takes 20 ms of what is said here; whether it is anything. */
    boolean speaks(long now) {
        boolean heard = member.isPresent() && member.get().hear(said, now);
        if (!heard) loudness.silent();
        speaks = heard && loudness.isSpeech(said);
        if (speaks) listened = 0;
        else if (listened < LISTENS) listened++;
        return speaks;
    }

    short[] said() {
        return said;
    }

    /** Tells the member what the others say. */
    void tell(Mix mix, long now) {
        if (member.isEmpty()) return;
        var told = member.get();
        if (mix.voices() == (speaks ? 1 : 0)) told.rest();
        else if (listened == LISTENS) told.tellAll(mix, now);
        else told.tellWithout(speaks ? said : Room.NOTHING, mix, now);
    }
}
