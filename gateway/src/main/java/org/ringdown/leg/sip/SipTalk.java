package org.ringdown.leg.sip;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.ringdown.call.CallEvent.Answers;
import org.ringdown.call.CallEvent.Holds;
import org.ringdown.call.CallEvent.PicturesChanged;
import org.ringdown.call.CallEvent.Rings;
import org.ringdown.call.CallEvent.SpeaksEarly;
import org.ringdown.call.CallEvent.Unholds;
import org.ringdown.leg.sip.SipSession.Agreed;
import org.ringdown.leg.sip.SipSession.Unacceptable;
import org.ringdown.media.Codec;
import org.ringdown.media.Pictures;
import org.ringdown.media.RtpMedia;
import org.ringdown.sdp.Direction;
import org.ringdown.shard.SipOrder;

/** What one SIP leg and its far end have agreed about their sound, who of them holds, and what one of the two wants changed (RFC 3264). */
final class SipTalk {
    private static final int NOT_ACCEPTABLE = 488;

    private final SipTies ties;
    private final RtpMedia media;
    private final SipHold hold = new SipHold();
    private Optional<SipSession> session = Optional.empty();
    private List<Codec> speaking = List.of();

    /** Ours to the caller's offer: made once, so that a 200 repeats what a 183 said. */
    private Optional<String> answer = Optional.empty();

    private Direction offered = Direction.SENDRECV;
    private Optional<SipSession.Faces> faces = Optional.empty();
    private List<Codec> wanted = List.of();
    private boolean offering;
    private boolean stale;
    private boolean talking;

    SipTalk(SipTies ties, RtpMedia media) {
        this.ties = ties;
        this.media = media;
    }

    /** There is a port to describe; again where somebody else is called, with whom something else may be agreed. */
    void open(SipSession opened) {
        session = Optional.of(opened);
        opened.pictures(wanted);
    }

    boolean isOpen() {
        return session.isPresent();
    }

    /** What is agreed; empty before anything is. */
    List<Codec> speaking() {
        return speaking;
    }

    /** The offer of a call that we place. */
    String invite(List<Codec> codecs) {
        return session.orElseThrow().offer(codecs);
    }

    /** Our answer to the offer of one who calls; to one who calls without, our offer. Empty where the offer cannot be met. */
    Optional<String> settle(Optional<String> offer, InetAddress signalling, List<Codec> codecs) {
        if (answer.isPresent()) return answer;
        if (offer.isEmpty()) {
            answer = session.map(ours -> ours.offer(codecs));
            return answer;
        }
        try {
            var agreed = session.orElseThrow().answer(offer.get(), codecs, signalling);
            agree(agreed);
            hold.offered(agreed.direction());
            answer = Optional.of(agreed.local());
        } catch (Unacceptable unacceptable) {
            leave(unacceptable);
        }
        return answer;
    }

    private void agree(Agreed agreed) {
        speaking = agreed.codecs();
        media.remote(agreed.remote());
        var before = pictures();
        var remote = agreed.faces().or(() -> faces).map(SipSession.Faces::remote);
        faces = agreed.faces();
        var pictures = faces.map(SipSession.Faces::pictures).orElse(Pictures.NONE);
        remote.ifPresent(there -> media.pictures(there, pictures));
        // Declined pictures are not offered again with the next thing that has to be said.
        if (faces.isEmpty()) session.ifPresent(ours -> ours.pictures(List.of()));
        if (talking && !pictures().equals(before)) ties.tell(new PicturesChanged(ties.leg()));
    }

    /** In which codecs the far end sees and is seen; empty where it does not. */
    List<Codec> pictures() {
        return faces.map(agreed -> agreed.pictures().codecs()).orElse(List.of());
    }

    /** The other side of the call wants to be seen, and to see, in these: the next description says so. */
    void wantPictures(List<Codec> theirs) {
        wanted = theirs;
        session.ifPresent(ours -> ours.pictures(theirs));
    }

    /** There is a port to describe for pictures. */
    void picturesAt(int port) {
        session.ifPresent(ours -> ours.picturesAt(port));
    }

    /** Says within the call that pictures are wanted now, or not any more. */
    void offerPictures() {
        if (!talking || wanted.isEmpty() == pictures().isEmpty()) return;
        session.ifPresent(ours -> ours.pictures(wanted));
        offerAgain();
    }

    private void leave(Unacceptable unacceptable) {
        ties.leaveWithoutCommonCodec(NOT_ACCEPTABLE, unacceptable.getMessage());
    }

    /** The call is answered. */
    void begin() {
        talking = true;
        tellHold();
    }

    /** A far end may hold from its very first description on. */
    private void tellHold() {
        if (!talking || !hold.isNews()) return;
        var leg = ties.leg();
        hold.tell()
                .ifPresentOrElse(
                        how -> ties.tell(new Holds(leg, how)), () -> ties.tell(new Unholds(leg)));
    }

    /** An early description that does not fit is no reason to give up: the answer counts. */
    void early(String sdp, InetAddress signalling) {
        try {
            agree(session.orElseThrow().read(sdp, signalling));
            ties.tell(new SpeaksEarly(ties.leg(), speaking));
        } catch (Unacceptable unacceptable) {
            ties.tell(new Rings(ties.leg()));
        }
    }

    /** The far end has answered; empty where its early description stands. */
    void answered(Optional<String> sdp, InetAddress signalling) {
        try {
            if (sdp.isPresent()) {
                var agreed = session.orElseThrow().read(sdp.get(), signalling);
                agree(agreed);
                hold.answered(offered, agreed.direction());
            }
            if (speaking.isEmpty())
                throw new Unacceptable("the far end answered without a description");
            ties.tell(new Answers(ties.leg(), speaking));
            begin();
        } catch (Unacceptable unacceptable) {
            leave(unacceptable);
        }
    }

    /**
     * Another address is followed at once; another codec where the one that is spoken is not among them any more, as far as it is converted.
     *
     * @param sdp empty: it wants our offer
     * @param callers what our caller can do: what counts before anything is spoken
     */
    void reoffered(Optional<String> sdp, InetAddress signalling, List<Codec> callers) {
        if (sdp.isEmpty()) {
            answerOffer(Optional.of(nextOffer()));
            return;
        }
        var spoken = speaking.isEmpty() ? callers : speaking;
        session.orElseThrow().pictures(wanted);
        try {
            var agreed =
                    session.orElseThrow()
                            .answer(sdp.get(), ties.house().offered(spoken), signalling);
            agree(agreed);
            hold.offered(agreed.direction());
            answerOffer(Optional.of(agreed.local()));
            tellHold();
            // Ours still waits, and says what was true before theirs.
            if (offering) offer();
        } catch (Unacceptable unacceptable) {
            answerOffer(Optional.empty());
        }
    }

    private void answerOffer(Optional<String> sdp) {
        ties.order(new SipOrder.AnswerOffer(ties.leg(), sdp));
    }

    /** We let the far end offer: what it offered first that our caller can do is what is spoken. */
    void answeredOffering(String sdp, InetAddress signalling, List<Codec> callers) {
        reoffered(Optional.of(sdp), signalling, callers);
        if (speaking.isEmpty()) {
            ties.leaveWithoutCommonCodec(NOT_ACCEPTABLE, "no common codec");
        } else {
            ties.tell(new Answers(ties.leg(), speaking));
            begin();
        }
    }

    /** All stays as it was; where nothing was agreed before, there is nothing to talk by. */
    void offerRefused(int status, String reason) {
        if (speaking.isEmpty()) {
            ties.leaveWithoutCommonCodec(status, reason);
        } else {
            session.orElseThrow().refused();
            offerSettled();
        }
    }

    void offerAnswered(String sdp, InetAddress signalling) {
        try {
            var agreed = session.orElseThrow().read(sdp, signalling);
            agree(agreed);
            hold.answered(offered, agreed.direction());
            tellHold();
            offerSettled();
        } catch (Unacceptable unacceptable) {
            leave(unacceptable);
        }
    }

    /** The other side holds this far end, or no longer. */
    void held(boolean byThem) {
        if (!hold.ours(byThem)) return;
        session.orElseThrow().wish(hold.wish());
        offerAgain();
    }

    /** One offer after the other: what has changed while one is out is said by the next. */
    private void offerAgain() {
        stale = offering;
        if (offering) return;
        offering = true;
        offer();
    }

    private void offerSettled() {
        offering = false;
        if (stale) offerAgain();
    }

    private void offer() {
        ties.order(new SipOrder.Offer(ties.leg(), nextOffer()));
    }

    private String nextOffer() {
        offered = hold.offer();
        return session.orElseThrow().offer(offered);
    }
}
