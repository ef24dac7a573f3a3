package org.ringdown.rtmp.amf;

import java.util.ArrayList;
import java.util.List;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;

/**
 * What later bytes may name by its number instead of writing it again.
 *
 * <p>A reference costs what it stands for, in values, text and depth: else a few bytes could name a tree that nobody could walk. A reference
 * to what encloses it would be a circle, and is refused.
 */
final class References {
    /** Reads the inside of a composite. */
    interface Inside {
        AmfValue read() throws MalformedException;
    }

    private record Entry(AmfValue value, int values, int characters, int levels) {
        static final Entry UNFINISHED = new Entry(AmfValue.UNDEFINED, 0, 0, 0);
    }

    private final WireReader in;
    private final Budget budget;
    private final List<Entry> entries = new ArrayList<>();

    References(WireReader in, Budget budget) {
        this.in = in;
        this.budget = budget;
    }

    /** Gives the next number to what {@code inside} reads. */
    AmfValue add(Inside inside) throws MalformedException {
        int index = entries.size();
        entries.add(Entry.UNFINISHED);
        int values = budget.values();
        int characters = budget.characters();
        int before = budget.enter();
        var value = inside.read();
        int levels = budget.leave(before);
        entries.set(
                index,
                new Entry(
                        value, budget.values() - values, budget.characters() - characters, levels));
        return value;
    }

    AmfValue get(int index) throws MalformedException {
        if (index >= entries.size()) throw in.malformed("reference to what has not been sent");
        var entry = entries.get(index);
        if (entry == Entry.UNFINISHED) throw in.malformed("reference in a circle");
        budget.value(entry.values());
        budget.text(entry.characters());
        budget.reach(entry.levels());
        return entry.value();
    }
}
