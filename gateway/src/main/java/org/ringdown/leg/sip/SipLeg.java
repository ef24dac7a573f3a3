package org.ringdown.leg.sip;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.ringdown.call.CallEvent.Answers;
import org.ringdown.call.CallEvent.Holds;
import org.ringdown.call.CallEvent.KeysPressed;
import org.ringdown.call.CallEvent.Leaves;
import org.ringdown.call.CallEvent.Rings;
import org.ringdown.call.CallEvent.SaysInfo;
import org.ringdown.call.CallEvent.SpeaksEarly;
import org.ringdown.call.CallEvent.Unholds;
import org.ringdown.call.Charge;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Ending.By;
import org.ringdown.call.Handover;
import org.ringdown.call.Info;
import org.ringdown.call.Invitation;
import org.ringdown.call.Keys;
import org.ringdown.call.Leg;
import org.ringdown.call.LegHost;
import org.ringdown.call.Party;
import org.ringdown.call.TransferProgress;
import org.ringdown.leg.sip.SipSession.Agreed;
import org.ringdown.leg.sip.SipSession.Unacceptable;
import org.ringdown.media.Codec;
import org.ringdown.media.Media;
import org.ringdown.media.RtpMedia;
import org.ringdown.route.Caller;
import org.ringdown.sdp.Direction;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Methods;
import org.ringdown.sip.NameAddr;

/** A SIP phone as a side of a call: what it was offered and agreed to. Its messages are its shard's. */
public final class SipLeg implements Leg {
    private final String id;
    private final Party party;
    private String shard;
    private final LegHost host;
    private final SipHouse house;
    private final MediaReports reports;
    private Role role;
    private final RtpMedia media;

    private Optional<SipSession> session = Optional.empty();
    private List<Codec> speaking = List.of();
    private Optional<Invitation> invitation = Optional.empty();
    private Optional<List<Codec>> earlyWhenOpen = Optional.empty();
    private Optional<List<Codec>> answerWhenOpen = Optional.empty();
    private Optional<String> answer = Optional.empty();
    private final SipHold hold;
    private final KeysOnce keysOnce = new KeysOnce();
    private By side;
    private Direction offered = Direction.SENDRECV;
    private boolean offering;
    private boolean stale;
    private boolean talking;
    private Caller policy;
    private Referral referral;
    private int openPort;
    private boolean rang;
    private boolean over;

    /** Which end of the call the phone is, and what only that end knows. */
    private sealed interface Role {
        /**
         * It called us with this offer.
         *
         * @param shown who it is to the other side
         */
        record Calling(Optional<String> offer, InetAddress signalling, Party shown)
                implements Role {}

        /** @param callees of whom the first is being called */
        record Called(Callees callees) implements Role {}
    }

    private SipLeg(
            String id,
            Party party,
            String shard,
            String forUser,
            LegHost host,
            SipHouse house,
            Role role) {
        this.id = id;
        this.party = party;
        this.shard = shard;
        this.host = host;
        this.house = house;
        this.role = role;
        this.hold = new SipHold();
        this.side = role instanceof Role.Calling ? By.CALLER : By.CALLEE;
        this.reports = new MediaReports(id, house.post(), host.address());
        this.policy = new Caller("", List.of(), forUser);
        this.referral = referral();
        this.media =
                house.media()
                        .openRtp(
                                house.media().workerOf(forUser),
                                host.call(),
                                house.filler(),
                                reports);
    }

    /** The same leg in another call. */
    private SipLeg(SipLeg before, LegHost host) {
        this.id = before.id;
        this.party = before.party;
        this.shard = before.shard;
        this.host = host;
        this.house = before.house;
        this.role = before.role;
        this.hold = before.hold;
        this.side = before.side;
        this.reports = before.reports;
        this.media = before.media;
        this.session = before.session;
        this.speaking = before.speaking;
        this.invitation = before.invitation;
        this.answer = before.answer;
        this.openPort = before.openPort;
        this.rang = before.rang;
        this.offered = before.offered;
        this.offering = before.offering;
        this.stale = before.stale;
        this.talking = before.talking;
        this.policy = before.policy;
        this.referral = referral();
        reports.to(host.address());
        order(new SipOrder.Moved(id, host.call()));
    }

    /**
     * The leg of a phone that called us.
     *
     * @param forUser whose worker carries the sound: the called user's, so that both legs share one
     */
    static SipLeg calling(
            String id,
            Party party,
            Party shown,
            String shard,
            Optional<String> offer,
            InetAddress signalling,
            String forUser,
            LegHost host,
            SipHouse house) {
        return new SipLeg(
                id, party, shard, forUser, host, house, new Role.Calling(offer, signalling, shown));
    }

    /** @param callees the next one is called when one turns out not to be there */
    public static SipLeg called(
            String id, List<Callee> callees, String forUser, LegHost host, SipHouse house) {
        var target = callees.getFirst().uri();
        var number = Optional.of(target.user()).filter(user -> !user.isEmpty());
        var party = new Party(target.toString(), number, Optional.empty());
        var role = new Role.Called(Callees.of(callees));
        return new SipLeg(
                id, party, SipShards.mailboxOf(id, house.shards()), forUser, host, house, role);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Party party() {
        return party;
    }

    @Override
    public Party shown() {
        return role instanceof Role.Calling calling ? calling.shown() : party;
    }

    @Override
    public String kind() {
        return "sip";
    }

    @Override
    public Optional<Media> media() {
        return Optional.of(media);
    }

    @Override
    public void invite(Invitation invited) {
        invitation = Optional.of(invited);
        if (session.isPresent()) sendInvite();
    }

    private void sendInvite() {
        var callees = ((Role.Called) role).callees;
        var callee = callees.now();
        var invited = invitation.orElseThrow();
        var offer = session.orElseThrow().offer(callee.codecs(invited.codecs()));
        var writer = new CallerWriter(invited, callee.trust(), house.domain());
        house.post()
                .send(
                        shard,
                        new SipOrder.Invite(
                                id,
                                host.call(),
                                callees.callId(id),
                                callee.uri(),
                                callee.way(),
                                callee.from()
                                        .filter(_ -> !invited.origin().anonymous())
                                        .orElseGet(writer::from),
                                NameAddr.of(callee.uri()),
                                callee.offersFirst() ? Optional.empty() : Optional.of(offer),
                                writer.headers(callee.uri()),
                                invited.origin().hops()));
    }

    /** Nobody has heard of the call yet: the next one can be called as if it were the first. */
    private boolean callNext(int status) {
        if (rang || !(role instanceof Role.Called(var callees)) || !callees.hasNext(status))
            return false;
        role = new Role.Called(callees.next());
        shard = SipShards.mailboxOf(callees.next().callId(id), house.shards());
        session = Optional.of(session()); // what is agreed with that one may be something else
        sendInvite();
        return true;
    }

    @Override
    public void ringing(boolean early) {
        if (!early) order(new SipOrder.Progress(id, 180, "Ringing", Optional.empty()));
    }

    @Override
    public void early(List<Codec> codecs) {
        if (session.isEmpty()) {
            earlyWhenOpen = Optional.of(codecs);
            return;
        }
        settle(codecs)
                .ifPresent(sdp ->
                        order(
                                new SipOrder.Progress(
                                        id, 183, "Session Progress", Optional.of(sdp))));
    }

    @Override
    public void answered(List<Codec> codecs) {
        if (session.isEmpty()) {
            answerWhenOpen = Optional.of(codecs);
            return;
        }
        settle(codecs)
                .ifPresent(sdp -> {
                    order(new SipOrder.Accept(id, sdp));
                    talk();
                });
    }

    private void talk() {
        talking = true;
        tellHold();
    }

    /** A far end may hold from its very first description on. */
    private void tellHold() {
        if (!talking || !hold.isNews()) return;
        hold.tell()
                .ifPresentOrElse(
                        how -> host.tell(new Holds(id, how)), () -> host.tell(new Unholds(id)));
    }

    /** Our answer to the caller's offer: made once, so that a 200 repeats what a 183 said. */
    private Optional<String> settle(List<Codec> codecs) {
        var calling = (Role.Calling) role;
        if (answer.isPresent()) return answer;
        if (calling.offer.isEmpty()) {
            answer = session.map(ours -> ours.offer(codecs));
            return answer;
        }
        try {
            var agreed =
                    session.orElseThrow().answer(calling.offer.get(), codecs, calling.signalling);
            agree(agreed);
            hold.offered(agreed.direction());
            answer = Optional.of(agreed.local());
        } catch (Unacceptable unacceptable) {
            leave(Ending.of(EndReason.CODEC_MISMATCH, mySide(), 488, unacceptable.getMessage()));
        }
        return answer;
    }

    /** What is spoken; before anything is, what our caller can do. */
    private List<Codec> spoken() {
        return speaking.isEmpty() ? invitation.map(Invitation::codecs).orElse(speaking) : speaking;
    }

    private void agree(Agreed agreed) {
        speaking = agreed.codecs();
        media.remote(agreed.remote());
    }

    @Override
    public void keys(Keys keys) {
        if (policy().sendsInfo()) keys.digits().chars().forEach(key -> press((char) key, keys));
        else if (!keys.inMedia()) media.sendKeys(keys.digits(), keys.duration(), keys.gap());
    }

    private void press(char key, Keys keys) {
        var info = new DtmfInfo(key, keys.duration());
        var content = new SipOrder.Request.Content(DtmfInfo.RELAY, info.body());
        order(
                new SipOrder.Request(
                        id, "pressed", Methods.INFO, Headers.NONE, Optional.of(content)));
    }

    /** A key by INFO, which has not come by the media as well. */
    private void pressed(DtmfInfo info) {
        var digit = String.valueOf(info.key());
        host.tell(new KeysPressed(id, new Keys(digit, info.duration(), Keys.USUAL_GAP, false)));
    }

    @Override
    public void info(Info info) {
        String method = info.kind() == Info.Kind.PERSON ? Methods.MESSAGE : Methods.INFO;
        var content = new SipOrder.Request.Content(info.type(), info.body());
        order(new SipOrder.Request(id, "said", method, Headers.NONE, Optional.of(content)));
    }

    @Override
    public void receive(Object message) {
        if (over) return;
        switch (message) {
            case SipEvent event -> on(event);
            case FindReplaced.Outcome outcome -> referral.found(outcome);
            case MediaReports.Opened(var port) -> opened(port);
            case MediaReports.NotOpened(var why) ->
                    leave(Ending.of(EndReason.ERROR, By.SYSTEM, 503, why));
            case MediaReports.KeyHeard(var key) -> {
                keysOnce.heard(key, house.clock().nanos());
                host.tell(new KeysPressed(id, Keys.heard(key)));
            }
            case KeysOnce.Told told -> {
                if (keysOnce.counts(told)) pressed(told.info());
            }
            default ->
                    throw new IllegalArgumentException("not for a SIP leg: " + message.getClass());
        }
    }

    private void opened(int port) {
        openPort = port;
        session = Optional.of(session());
        if (invitation.isPresent()) sendInvite();
        earlyWhenOpen.ifPresent(this::early);
        answerWhenOpen.ifPresent(this::answered);
    }

    private SipSession session() {
        return new SipSession(
                house.mediaAddress(),
                openPort,
                policy(),
                house.media().fingerprint(),
                house.random());
    }

    private MediaPolicy policy() {
        return role instanceof Role.Called(var callees)
                ? callees.now().policy()
                : MediaPolicy.USUAL;
    }

    private void on(SipEvent event) {
        switch (event) {
            case SipEvent.Progress(_, var sdp, _, var signalling) -> progress(sdp, signalling);
            case SipEvent.Answered(var sdp, var signalling) -> answered(sdp, signalling);
            case SipEvent.Refused(var status, var reason, var q850) -> {
                if (!callNext(status))
                    leave(
                            Ending.of(SipEndings.reason(status, q850), mySide(), status, reason)
                                    .withQ850(q850));
            }
            case SipEvent.Canceled(var elsewhere) ->
                    leave(
                            Ending.of(
                                    elsewhere ? EndReason.ANSWERED_ELSEWHERE : EndReason.CANCELED,
                                    mySide()));
            case SipEvent.HungUp(var q850) ->
                    leave(Ending.of(EndReason.HANGUP, mySide()).withQ850(q850));
            case SipEvent.Reoffered(var sdp, var signalling) -> reoffered(sdp, signalling);
            case SipEvent.OfferAnswered(var sdp, var signalling) -> offerAnswered(sdp, signalling);
            case SipEvent.Lost() -> leave(Ending.of(EndReason.NETWORK_LOST, By.SYSTEM));
            case SipEvent.Referred refer -> referral.asked(refer);
            case SipEvent.Pressed(var info) ->
                    keysOnce.told(info, house.clock().nanos())
                            .ifPresent(told -> host.later(id, KeysOnce.WAIT, told));
            case SipEvent.Said(var info) -> host.tell(new SaysInfo(id, info));
            case SipEvent.AnsweredOffering(var sdp, var signalling) ->
                    answeredOffering(sdp, signalling);
            case SipEvent.OfferRefused(var status, var reason) -> offerRefused(status, reason);
            case SipEvent.Responded(var reference, _, _, _) -> {
                if (reference.equals(Referral.NOTIFY)) referral.notified();
            }
        }
    }

    private void progress(Optional<String> sdp, InetAddress signalling) {
        rang = true;
        if (sdp.isEmpty()) {
            host.tell(new Rings(id));
            return;
        }
        try {
            agree(session.orElseThrow().read(sdp.get(), signalling));
            host.tell(new SpeaksEarly(id, speaking));
        } catch (Unacceptable unacceptable) {
            host.tell(
                    new Rings(
                            id)); // an early description that does not fit is no reason to give up:
            // the answer counts
        }
    }

    private void answered(Optional<String> sdp, InetAddress signalling) {
        try {
            if (sdp.isPresent()) {
                var agreed = session.orElseThrow().read(sdp.get(), signalling);
                agree(agreed);
                hold.answered(offered, agreed.direction());
            }
            if (speaking.isEmpty())
                throw new Unacceptable("the far end answered without a description");
            host.tell(new Answers(id, speaking));
            talk();
        } catch (Unacceptable unacceptable) {
            leave(Ending.of(EndReason.CODEC_MISMATCH, mySide(), 488, unacceptable.getMessage()));
        }
    }

    /** Another address is followed at once; another codec, as far as the one that is spoken is still among them. */
    private void reoffered(Optional<String> sdp, InetAddress signalling) {
        if (sdp.isEmpty()) {
            order(new SipOrder.AnswerOffer(id, Optional.of(nextOffer())));
            return;
        }
        try {
            var agreed = session.orElseThrow().answer(sdp.get(), spoken(), signalling);
            agree(agreed);
            hold.offered(agreed.direction());
            order(new SipOrder.AnswerOffer(id, Optional.of(agreed.local())));
            tellHold();
            // Ours still waits, and says what was true before theirs.
            if (offering) order(new SipOrder.Offer(id, nextOffer()));
        } catch (Unacceptable unacceptable) {
            order(new SipOrder.AnswerOffer(id, Optional.empty()));
        }
    }

    /** We let the far end offer: what it offered first that our caller can do is what is spoken. */
    private void answeredOffering(String sdp, InetAddress signalling) {
        reoffered(Optional.of(sdp), signalling);
        if (speaking.isEmpty()) {
            leave(Ending.of(EndReason.CODEC_MISMATCH, mySide(), 488, "no common codec"));
        } else {
            host.tell(new Answers(id, speaking));
            talk();
        }
    }

    /** All stays as it was; where nothing was agreed before, there is nothing to talk by. */
    private void offerRefused(int status, String reason) {
        if (speaking.isEmpty()) {
            leave(Ending.of(EndReason.CODEC_MISMATCH, mySide(), status, reason));
        } else {
            session.orElseThrow().refused();
            offerSettled();
        }
    }

    private void offerAnswered(String sdp, InetAddress signalling) {
        try {
            var agreed = session.orElseThrow().read(sdp, signalling);
            agree(agreed);
            hold.answered(offered, agreed.direction());
            tellHold();
            offerSettled();
        } catch (Unacceptable unacceptable) {
            leave(Ending.of(EndReason.CODEC_MISMATCH, mySide(), 488, unacceptable.getMessage()));
        }
    }

    private String nextOffer() {
        offered = hold.offer();
        return session.orElseThrow().offer(offered);
    }

    @Override
    public List<Codec> codecs() {
        return speaking;
    }

    @Override
    public void held(boolean byUs, boolean byThem) {
        media.music(byThem);
        if (!hold.ours(byThem)) return;
        session.orElseThrow().wish(hold.wish());
        offerAgain();
    }

    /** One offer after the other: what has changed while one is out is said by the next. */
    private void offerAgain() {
        stale = offering;
        if (offering) return;
        offering = true;
        order(new SipOrder.Offer(id, nextOffer()));
    }

    private void offerSettled() {
        offering = false;
        if (stale) offerAgain();
    }

    @Override
    public void entertain() {
        media.music(true);
    }

    @Override
    public void meets(Party other, List<Codec> codecs) {
        // The codecs are among those it speaks already.
    }

    @Override
    public void sits(By now) {
        side = now;
    }

    @Override
    public void transfer(TransferProgress progress) {
        referral.progress(progress);
    }

    /** What this far end may dial, should it refer us to somebody; unless told otherwise what strangers may. */
    public SipLeg under(Caller caller) {
        policy = caller;
        referral = referral();
        return this;
    }

    private Referral referral() {
        return new Referral(
                id, host, house, policy, this::order, answer -> house.post().send(shard, answer));
    }

    @Override
    public Handover release() {
        over = true;
        return to -> new SipLeg(this, to);
    }

    @Override
    public Optional<Charge> charge() {
        return Optional.empty();
    }

    @Override
    public void end(Ending ending) {
        if (over) return;
        over = true;
        media.close();
        referral.end();
        order(new SipOrder.End(id, ending));
    }

    private void leave(Ending ending) {
        host.tell(new Leaves(id, ending));
    }

    private void order(SipOrder order) {
        house.post().send(shard, order);
    }

    private By mySide() {
        return side;
    }
}
