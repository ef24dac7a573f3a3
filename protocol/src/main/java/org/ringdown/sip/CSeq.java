package org.ringdown.sip;

import org.ringdown.wire.MalformedException;

/** The number of a request in its dialog, and its method (RFC 3261 §20.16). */
public record CSeq(long number, String method) {
    /** Below 2^31 (§8.1.1.5). */
    static final long MAX = 0x7fff_ffffL;

    public CSeq {
        if (number < 0 || number > MAX)
            throw new IllegalArgumentException("not a CSeq number: " + number);
        Methods.check(method);
    }

    public static CSeq parse(String text) throws MalformedException {
        var in = new Cursor(text, "sequence").skipSpace();
        var number = Numbers.parse(in.run(Alphabet.DIGIT, "number"), MAX);
        if (number.isEmpty())
            throw new MalformedException("sequence: 2^31 or more (RFC 3261 §8.1.1.5)");
        if (!in.sees(' ')) throw in.malformed("space expected");
        var method = in.skipSpace().token("method");
        in.end();
        return new CSeq(number.getAsLong(), method);
    }

    public CSeq next(String method) {
        return new CSeq(number + 1, method);
    }

    @Override
    public String toString() {
        return number + " " + method;
    }
}
