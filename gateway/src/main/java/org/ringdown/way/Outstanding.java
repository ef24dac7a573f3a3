package org.ringdown.way;

import java.util.List;
import org.ringdown.sip.Methods;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.auth.DigestClient.Rounds;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.TransactionId;

/** One request of ours that is out, by whatever way and however often it had to be sent. Part of {@link ClientRequests}. */
final class Outstanding {
    final TransactionId name;
    final TransactionUser owner;
    Terms terms;
    List<Hop> others;
    TransactionId current;
    TransactionId answering;
    SipRequest request;
    Flow flow;
    Rounds rounds = Rounds.NONE;

    /** Transactions that live, and ways that are being looked for. */
    int pending;

    /** The one way was given up, and the next is being looked for. */
    boolean between;

    boolean heard;
    boolean canceled;
    boolean over;

    /** A stream was made anew for it, which happens once. */
    boolean renewed;

    Outstanding(TransactionId name, TransactionUser owner, Terms terms, List<Hop> others) {
        this.name = name;
        this.current = name;
        this.answering = name;
        this.owner = owner;
        this.terms = terms;
        this.others = others;
    }

    boolean isInvite() {
        return request.is(Methods.INVITE);
    }

    /** Whether a transaction is the one that counts now. */
    boolean isCurrent(TransactionId id) {
        return !over && !between && id.equals(current);
    }

    /** Whether another transaction than this is the one that counts now. */
    boolean isOutBesides(TransactionId id) {
        return !over && !between && !id.equals(current);
    }
}
