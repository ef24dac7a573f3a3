package org.ringdown.call;

import java.util.List;
import java.util.Optional;
import org.ringdown.media.Codec;
import org.ringdown.media.Media;

/**
 * One way to reach a side of a call: a page, a SIP phone, an app.
 *
 * <p>Lives in its call's mailbox: all methods are called there, and what the leg has to say it says to its {@link LegHost}, there too.
 */
public interface Leg {
    /** Unique within the node, for the life of the call. */
    String id();

    /** Who is there, as records have it. */
    Party party();

    /** Who is there, as the other side may be told: whoever withholds their number stays nameless. */
    default Party shown() {
        return party();
    }

    /** The technology, for records: "page", "sip", "app". */
    String kind();

    /** What can be joined to the other side's; absent while none is open. May be another one after {@link CallEvent.MediaReplaced}. */
    Optional<Media> media();

    /** As a candidate: rings. It answers by {@link CallEvent.Rings}, {@code SpeaksEarly}, {@code Answers} or {@code Leaves}. */
    void invite(Invitation invitation);

    /** As the caller: the far end rings. */
    void ringing(boolean early);

    /** As the caller: the far end is heard in these codecs, but has not answered. */
    void early(List<Codec> codecs);

    /** As the caller: the far end answered in these codecs, the preferred one first. */
    void answered(List<Codec> codecs);

    /** The other side pressed keys. */
    void keys(Keys keys);

    /** What it can hear, and so what it may be joined to; what it speaks already comes first. */
    List<Codec> codecs();

    /** Who holds: this side, the other. Whoever is held hears music where the holder has nothing to play. */
    void held(boolean byUs, boolean byThem);

    /** Its partner is being replaced: it hears music until it is joined again. */
    void entertain();

    /** Another leg has taken the other side's place, and is heard in these codecs, the preferred one first. */
    void meets(Party other, List<Codec> codecs);

    /** Which side of the call it is, once that is not the one that it was made for. */
    void sits(Ending.By side);

    /** How far the transfer has come for which it asked; nothing where it did not. */
    void transfer(TransferProgress progress);

    /** Lets go of everything that it has, for another call to take; it hears and says nothing any more. */
    Handover release();

    /** The other side says something beside its sound; a leg that has nobody to tell tells nobody. */
    default void info(Info info) {}

    /** The call is recorded from now on, or no longer; a leg that has nobody to tell tells nobody. */
    default void recorded(boolean on) {}

    /** The peer that can send this far end elsewhere without us, and that we let do so: the same for all far ends there. */
    default Optional<String> peer() {
        return Optional.empty();
    }

    /** Where this far end is, as others at its peer would be sent to it; once it talks. */
    default Optional<Outside> place() {
        return Optional.empty();
    }

    /** Asks this far end to go elsewhere; {@code Goes}, {@code OnItsWay} or {@code WillNotGo} tell what it does. */
    default void sendAway(Outside to, Party by) {}

    /** The codecs in which it can see and be seen; empty where it does not want to. */
    default List<Codec> pictures() {
        return List.of();
    }

    /** What the other side can see and be seen in, before it is answered and whenever that may have changed. */
    default void sees(List<Codec> theirs) {}

    /** As somebody who has come for another's place: is answered in these codecs, and says {@code Answers}. */
    default void welcome(List<Codec> codecs) {}

    /** A message from outside (a page, a SIP shard, a worker) for this leg. */
    void receive(Object message);

    /** Ends, whatever it was doing, and releases everything. Twice changes nothing. */
    void end(Ending ending);
}
