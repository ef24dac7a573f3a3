package org.ringdown.rtmp.amf;

import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;

/** How much more a reader may make of one message, however few bytes ask for it. */
final class Budget {
    static final int DEPTH = 32;
    static final int VALUES = 10_000;
    static final int CHARACTERS = 1 << 18;

    private final WireReader in;
    private int depth;
    private int deepest;
    private int values;
    private int characters;

    Budget(WireReader in) {
        this.in = in;
    }

    int values() {
        return values;
    }

    int characters() {
        return characters;
    }

    void value(int more) throws MalformedException {
        if (more > VALUES - values) throw in.malformed("over " + VALUES + " values");
        values += more;
    }

    void text(int more) throws MalformedException {
        if (more > CHARACTERS - characters) {
            throw in.malformed("over " + CHARACTERS + " characters");
        }
        characters += more;
    }

    /** Begins what contains others; the depth that had been reached before it goes back into {@link #leave}. */
    int enter() throws MalformedException {
        int before = deepest;
        depth++;
        deepest = depth;
        check(depth);
        return before;
    }

    /** Ends it, and says how many levels there were in it. */
    int leave(int before) {
        int levels = deepest - depth + 1;
        depth--;
        deepest = Math.max(before, deepest);
        return levels;
    }

    /** Stands in for something of so many levels. */
    void reach(int levels) throws MalformedException {
        check(depth + levels);
        deepest = Math.max(deepest, depth + levels);
    }

    private void check(int reached) throws MalformedException {
        if (reached > DEPTH) throw in.malformed("nested over " + DEPTH + " deep");
    }
}
