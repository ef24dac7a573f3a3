package org.ringdown.leg.app;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ringdown.call.CallEvent.Leaves;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Handover;
import org.ringdown.call.Invitation;
import org.ringdown.call.LegHost;
import org.ringdown.mailbox.Post;
import org.ringdown.media.Codec;
import org.ringdown.media.Media;
import org.ringdown.media.MediaEngine;
import org.ringdown.route.RoomDestination;

/** A seat in a room, as the called side of a call. It answers as soon as it has one. */
public final class RoomLeg extends BuiltInLeg {
    private static final int FULL = 486;

    private final RoomDestination destination;
    private final SeatReports reports;

    /** What can be mixed here. */
    private final List<Codec> mixed;

    private Optional<List<Codec>> asked = Optional.empty();
    private boolean seated;

    private RoomLeg(
            String id,
            RoomDestination destination,
            LegHost host,
            Media media,
            SeatReports reports,
            List<Codec> mixed) {
        super(id, destination.shown(), host, media);
        this.destination = destination;
        this.reports = reports;
        this.mixed = mixed;
    }

    public static RoomLeg in(
            RoomDestination destination, String id, LegHost host, MediaEngine engine, Post post) {
        var reports = new SeatReports(id, post, host.address());
        var media = engine.openRoom(destination.name(), destination.keepsOne(), reports);
        // Where nothing is converted, what needs no library is mixed all the same.
        var mixed =
                Stream.concat(
                                engine.transcoding().codecs().stream(),
                                Stream.of(Codec.G722, Codec.PCMA, Codec.PCMU))
                        .distinct()
                        .toList();
        return new RoomLeg(id, destination, host, media, reports, mixed);
    }

    @Override
    public void invite(Invitation invitation) {
        asked =
                Optional.of(
                        invitation.codecs().stream()
                                .filter(codec -> codec.isTelephoneEvent() || mixed.contains(codec))
                                .toList());
        if (seated) answer(asked.get());
    }

    @Override
    public void receive(Object message) {
        switch (message) {
            case SeatReports.Seated() -> sit();
            case SeatReports.Alone() ->
                    host().tell(new Leaves(id(), Ending.of(EndReason.HANGUP, Ending.By.CALLEE)));
            case SeatReports.NoSeat(var why) ->
                    host().tell(
                                    new Leaves(
                                            id(),
                                            Ending.of(
                                                    EndReason.BUSY, Ending.By.CALLEE, FULL, why)));
            default -> super.receive(message);
        }
    }

    private void sit() {
        seated = true;
        asked.ifPresent(this::answer);
    }

    @Override
    public Handover release() {
        return to -> {
            reports.to(to.address());
            var moved = new RoomLeg(id(), destination, to, sound(), reports, mixed);
            moved.agree(codecs());
            moved.seated = seated;
            moved.asked = asked;
            return moved;
        };
    }
}
