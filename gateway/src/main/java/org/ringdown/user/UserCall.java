package org.ringdown.user;

import java.util.Optional;
import org.ringdown.call.Party;
import org.ringdown.leg.page.FromPageLeg;
import org.ringdown.leg.page.FromPageLeg.Faces;
import org.ringdown.page.ToPage;
import org.ringdown.page.ToPage.CallInfo;

/** A call as its user's mailbox knows it: what to show, and which page holds it. */
final class UserCall {
    /** The id of our leg: what the pages know as the call. */
    final String id;

    /** The id of the call that our leg belongs to, which names its mailbox. */
    String call;

    final String sipCallId;
    final boolean inbound;
    Party remote;
    final long startedAt;

    State state;
    Optional<Long> answeredAt = Optional.empty();
    Optional<Holder> holder = Optional.empty();
    Optional<FromPageLeg.Chosen> chosen = Optional.empty();
    Optional<Faces> faces = Optional.empty();
    boolean callerShows;
    boolean away;

    /** Whether the call went out before its page's media came. */
    boolean awaitsMedia;

    ToPage.Hold hold = new ToPage.Hold(false, false);

    /** Whether a page only looks if calls work: nobody else has anything to do with it. */
    boolean check;

    /** Whether it is recorded. */
    boolean recording;

    /** Whether this user has said how it is. */
    boolean rated;

    /** Where the call's sound is. */
    record Holder(String page, String m) {}

    enum State {
        CONNECTING("connecting"),
        RINGING("ringing"),
        EARLY_MEDIA("early-media"),
        ACTIVE("active");

        final String word;

        State(String word) {
            this.word = word;
        }
    }

    UserCall(
            String id,
            String call,
            String sipCallId,
            boolean inbound,
            Party remote,
            State state,
            long startedAt) {
        this.id = id;
        this.call = call;
        this.sipCallId = sipCallId;
        this.inbound = inbound;
        this.remote = remote;
        this.state = state;
        this.startedAt = startedAt;
    }

    boolean isHeldBy(String page) {
        return holder.filter(at -> at.page.equals(page)).isPresent();
    }

    boolean isHeldBy(String page, String m) {
        return holder.filter(new Holder(page, m)::equals).isPresent();
    }

    /** Nobody has answered it yet, and this user could. */
    boolean ringsHere() {
        return inbound && holder.isEmpty();
    }

    /** This user calls, and nobody there has answered yet. */
    boolean ringsThere() {
        return !inbound && !isActive();
    }

    boolean isActive() {
        return state == State.ACTIVE;
    }

    CallInfo seenBy(String page, boolean mine) {
        return new CallInfo(
                id,
                sipCallId,
                inbound ? "inbound" : "outbound",
                word(),
                shown(remote),
                startedAt,
                answeredAt,
                hold,
                recording,
                isHeldBy(page),
                mine);
    }

    private String word() {
        if (away) return "reconnecting";
        return hold.local() || hold.remote() ? "held" : state.word;
    }

    static ToPage.Party shown(Party party) {
        return new ToPage.Party(party.uri(), party.number(), party.name());
    }
}
