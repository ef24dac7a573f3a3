package org.ringdown.sip;

import org.ringdown.wire.MalformedException;

/**
 * Which reliable provisional response a PRACK acknowledges (RFC 3262 §7.2).
 *
 * @param rseq the number of the response, 1 to 2^32 - 1
 * @param cseq of the request that was responded to
 */
public record RAck(long rseq, CSeq cseq) {
    static final long MAX = 0xffff_ffffL;

    public RAck {
        if (rseq < 1 || rseq > MAX) throw new IllegalArgumentException("not an RSeq: " + rseq);
    }

    public static RAck parse(String text) throws MalformedException {
        var in = new Cursor(text, "acknowledgement").skipSpace();
        var rseq = Numbers.parse(in.run(Alphabet.DIGIT, "number"), MAX);
        if (rseq.isEmpty() || rseq.getAsLong() == 0) {
            throw new MalformedException("acknowledgement: not 1 to 2^32-1 (RFC 3262 §7.2)");
        }
        if (!in.sees(' ')) throw in.malformed("space expected");
        return new RAck(rseq.getAsLong(), CSeq.parse(in.until("")));
    }

    @Override
    public String toString() {
        return rseq + " " + cseq;
    }
}
