package org.ringdown.ladder;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.ringdown.call.CallPlaced;
import org.ringdown.call.CallRecord;

/**
 * All that is known of one call, at one moment.
 *
 * @param id the call's; of an INVITE that was refused before there was a call, one of its own
 * @param begun wall time of the first step
 * @param state "refused" (there never was a call), "calling", "ringing", "talking" or "ended"
 * @param placed absent for "refused"
 * @param record once it has ended
 * @param leftOut steps that had no room
 * @param sentence what is wrong with it, if something is
 */
public record Ladder(
        String id,
        Instant begun,
        String state,
        Optional<CallPlaced> placed,
        Optional<CallRecord> record,
        List<LadderParty> parties,
        List<Step> steps,
        int leftOut,
        List<LegMedia> media,
        Optional<Sentence> sentence) {
    public Ladder {
        parties = List.copyOf(parties);
        steps = List.copyOf(steps);
        media = List.copyOf(media);
    }

    /** Of a call of which nothing else has been noted. */
    public static Ladder of(CallRecord call) {
        return new Ladder(
                call.id(),
                call.placed(),
                "ended",
                Optional.of(call.begun()),
                Optional.of(call),
                List.of(),
                List.of(),
                0,
                List.of(),
                Optional.empty());
    }

    /** Where a call stands in the list of all: the newest first, and those of one millisecond by their ids. */
    public record Place(Instant begun, String id) implements Comparable<Place> {
        public Place {
            begun =
                    begun.truncatedTo(
                            ChronoUnit.MILLIS); // as it is written, and so as it is asked for
        }

        public boolean isAfter(Place other) {
            return compareTo(other) > 0;
        }

        @Override
        public int compareTo(Place other) {
            int byTime = other.begun.compareTo(begun);
            return byTime != 0 ? byTime : other.id.compareTo(id);
        }
    }

    public Place place() {
        return new Place(begun, id);
    }

    public Ladder withoutSteps() {
        return new Ladder(
                id, begun, state, placed, record, parties, List.of(), leftOut, media, sentence);
    }

    Ladder with(Optional<Sentence> said) {
        return new Ladder(id, begun, state, placed, record, parties, steps, leftOut, media, said);
    }

    Optional<LadderParty> party(String wanted) {
        return parties.stream().filter(party -> party.id().equals(wanted)).findFirst();
    }
}
