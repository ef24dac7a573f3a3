package org.ringdown.ladder;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ringdown.call.CallPlaced;
import org.ringdown.call.CallRecord;
import org.ringdown.call.EndReason;
import org.ringdown.ladder.Step.Channel;
import org.ringdown.ladder.Step.Way;
import org.ringdown.media.MediaNote;

/** What has been noted of one call, within bounds. Part of the ladders' mailbox. */
final class CallLog {
    private static final int MOST_STEPS = 200;

    /** Of what waits for a call. */
    private static final int MOST_WAITING_STEPS = 20;

    private static final int MOST_WAITING_BYTES = 16 * 1024;

    /** Endings and last figures still find room in a ladder that is full. */
    private static final int RESERVE = 20;

    private static final int MOST_BYTES = 64 * 1024;
    private static final int LONGEST_MESSAGE = 8 * 1024;
    private static final int MOST_PARTIES = 32;
    private static final int LOOK_BACK = 40;
    private static final byte[] NOTHING = {};

    final String id;
    private final long clock;
    private final Instant wall;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, LadderParty> parties = new LinkedHashMap<>();
    private final Map<Integer, String> partyOfPort = new HashMap<>();
    private final Map<String, MediaLog> media = new LinkedHashMap<>();
    private final int mostSteps;
    private final int mostBytes;
    private int bytes;
    private int leftOut;
    private boolean keys;
    private boolean told;

    String state;
    Optional<CallPlaced> placed = Optional.empty();
    Optional<CallRecord> record = Optional.empty();
    Optional<Sentence> sentence = Optional.empty();

    private static final class Entry {
        final long at;
        final Channel channel;
        final Way way;
        final String party;
        final String label;
        final byte[] text;
        final int hash;
        int times = 1;
        long last;

        Entry(
                long at,
                Channel channel,
                Way way,
                String party,
                String label,
                byte[] text,
                int hash) {
            this.at = at;
            this.channel = channel;
            this.way = way;
            this.party = party;
            this.label = label;
            this.text = text;
            this.hash = hash;
            this.last = at;
        }
    }

    private CallLog(
            String id, String state, long clock, Instant wall, int mostSteps, int mostBytes) {
        this.id = id;
        this.state = state;
        this.clock = clock;
        this.wall = wall;
        this.mostSteps = mostSteps;
        this.mostBytes = mostBytes;
    }

    /** @param clock monotonic time at {@code wall} */
    static CallLog ofCall(String id, long clock, Instant wall) {
        return new CallLog(id, "calling", clock, wall, MOST_STEPS, MOST_BYTES);
    }

    /** What is no call, or none yet: it has less room. */
    static CallLog waiting(String id, long clock, Instant wall) {
        return new CallLog(id, "refused", clock, wall, MOST_WAITING_STEPS, MOST_WAITING_BYTES);
    }

    boolean isOver() {
        return record.isPresent();
    }

    /** Whether nothing more is to be heard of it: it has ended, and the last figures of its media are known. */
    boolean isSettled() {
        return isOver() && media.values().stream().allMatch(MediaLog::isClosed);
    }

    /** Whether it is settled and nobody has been told; from then on somebody has. */
    boolean settlesNow() {
        boolean now = isSettled() && !told;
        told |= now;
        return now;
    }

    /** Whether it ended as calls should, as far as can be told without reading its messages. */
    boolean isUneventful() {
        boolean hungUp =
                record.filter(ended -> ended.ending().reason() == EndReason.HANGUP).isPresent();
        boolean pagesMet =
                parties.keySet().stream().noneMatch(id -> id.startsWith("page-"))
                        || media.isEmpty()
                        || media.values().stream().anyMatch(MediaLog::isPage);
        return hungUp
                && !keys
                && pagesMet
                && media.values().stream().allMatch(MediaLog::isUneventful);
    }

    /** When something new last happened; a repetition is nothing new. */
    long latest() {
        return entries.isEmpty() ? clock : entries.getLast().at;
    }

    /** Somebody pressed keys. */
    void keys() {
        keys = true;
    }

    /** Of SIP peers they are Call-IDs. */
    Set<String> partyIds() {
        return parties.keySet();
    }

    boolean knows(String party) {
        return parties.containsKey(party);
    }

    void party(LadderParty party) {
        if (parties.size() < MOST_PARTIES) parties.putIfAbsent(party.id(), party);
    }

    boolean hasRoomForAParty() {
        return parties.size() < MOST_PARTIES;
    }

    boolean hasSip() {
        return parties.values().stream().anyMatch(party -> !party.kind().equals("page"));
    }

    boolean has(String kind, String name) {
        return parties.values().stream()
                .anyMatch(party -> party.kind().equals(kind) && party.name().equals(name));
    }

    /** Whether somebody of that name is on the caller's side. */
    boolean isCaller(String name) {
        return parties.values().stream()
                .anyMatch(party -> party.caller() && party.name().equals(name));
    }

    /** Where the party hears us, by our own port in a session description. */
    void listens(String party, int port) {
        if (partyOfPort.size() < MOST_PARTIES * 4) partyOfPort.put(port, party);
    }

    /** Takes a message; the same one again in the same direction only counts. */
    void message(long at, Channel channel, Way way, String party, String label, byte[] masked) {
        int hash = Arrays.hashCode(masked);
        var again = same(channel, way, party, label, hash, masked.length);
        if (again.isPresent()) {
            again.get().times++;
            again.get().last = at;
        } else {
            add(new Entry(at, channel, way, party, label, kept(masked), hash), false);
        }
    }

    private Optional<Entry> same(
            Channel channel, Way way, String party, String label, int hash, int length) {
        if (channel != Channel.SIP) return Optional.empty();
        int from = Math.max(0, entries.size() - LOOK_BACK);
        for (int i = entries.size() - 1; i >= from; i--) {
            var entry = entries.get(i);
            boolean is =
                    entry.channel == channel
                            && entry.hash == hash
                            && entry.way == way
                            && entry.party.equals(party)
                            && entry.label.equals(label)
                            && (entry.text.length == 0 || entry.text.length == length);
            if (is) return Optional.of(entry);
        }
        return Optional.empty();
    }

    private byte[] kept(byte[] message) {
        if (message.length > LONGEST_MESSAGE || bytes + message.length > mostBytes) return NOTHING;
        bytes += message.length;
        return message;
    }

    void note(long at, Channel channel, String party, String label, boolean last) {
        add(new Entry(at, channel, Way.NOTE, party, label, NOTHING, 0), last);
    }

    private void add(Entry entry, boolean last) {
        int room = last ? mostSteps + RESERVE : mostSteps;
        if (entries.size() < room) entries.add(entry);
        else leftOut++;
    }

    /** Takes a milestone of the media of a leg. {@code key} names the leg; {@code party} may be known only later, by its port. */
    void media(long at, String key, Optional<String> page, MediaNote note) {
        if (media.size() >= MOST_PARTIES && !media.containsKey(key)) return;
        var log = media.computeIfAbsent(key, _ -> new MediaLog(page));
        String label = log.take(note, at);
        note(at, Channel.MEDIA, page.orElse(key), label, note instanceof MediaNote.Closed);
    }

    /** Takes over what was noted before it was known to belong here. */
    void absorb(CallLog earlier) {
        earlier.parties.values().forEach(this::party);
        partyOfPort.putAll(earlier.partyOfPort);
        earlier.media.forEach(media::putIfAbsent);
        earlier.entries.forEach(entry -> {
            bytes += entry.text.length;
            add(entry, false);
        });
        leftOut += earlier.leftOut;
        entries.sort(Comparator.comparingLong(entry -> entry.at - clock));
    }

    /** @param withSteps whether messages are wanted too */
    Ladder snapshot(boolean withSteps) {
        // Only differences of monotonic times mean something.
        long begun = clock + entries.stream().mapToLong(entry -> entry.at - clock).min().orElse(0);
        return new Ladder(
                id,
                wall.plusNanos(begun - clock),
                state,
                placed,
                record,
                List.copyOf(parties.values()),
                withSteps ? steps(begun) : List.of(),
                leftOut,
                legs(begun),
                sentence);
    }

    private List<Step> steps(long begun) {
        return entries.stream()
                .map(entry ->
                        new Step(
                                entry.at - begun,
                                entry.channel,
                                entry.way,
                                partyOf(entry.party),
                                entry.label,
                                new String(entry.text, StandardCharsets.UTF_8),
                                entry.times,
                                entry.last - begun))
                .toList();
    }

    private List<LegMedia> legs(long begun) {
        var legs = new ArrayList<LegMedia>();
        media.forEach((key, log) -> legs.add(log.as(partyOf(key), begun)));
        return legs;
    }

    /** The party that a leg's port was told to, where the leg is all that is known. */
    private String partyOf(String party) {
        if (!party.startsWith("rtp:")) return party;
        return partyOfPort.getOrDefault(Integer.parseInt(party.substring(4)), Step.GATEWAY);
    }
}
