package org.ringdown.leg.sip;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.ringdown.call.CallEvent.Answers;
import org.ringdown.call.CallEvent.Rings;
import org.ringdown.call.CallEvent.SaysInfo;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Ending.By;
import org.ringdown.call.Handover;
import org.ringdown.call.Info;
import org.ringdown.call.Invitation;
import org.ringdown.call.Keys;
import org.ringdown.call.Leg;
import org.ringdown.call.LegHost;
import org.ringdown.call.Outside;
import org.ringdown.call.Party;
import org.ringdown.call.TransferProgress;
import org.ringdown.limit.Lease;
import org.ringdown.media.Codec;
import org.ringdown.media.Media;
import org.ringdown.media.RtpMedia;
import org.ringdown.route.Caller;
import org.ringdown.route.Routing;
import org.ringdown.shard.FindReplaced;
import org.ringdown.shard.SipEndings;
import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipOrder;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Methods;
import org.ringdown.sip.NameAddr;

/**
 * A SIP phone as a side of a call. What its messages are is its shard's; what they mean for its sound is its {@link SipTalk}'s, for its keys its
 * {@link SipKeys}', for who else shall talk its {@link Referral}'s.
 */
public final class SipLeg implements Leg {
    private static final String ALIVE = "alive";

    private final String id;
    private final Party party;
    private final SipTies ties;
    private final LegHouse house;
    private final MediaReports reports;
    private final RtpMedia media;
    private final SipTalk talk;
    private final SipKeys keys;
    private final SipFaces faces;
    private final SipAway away;
    private final SipToll toll;
    private Role role;
    private Caller policy;
    private Caller sendsOnAs;
    private MediaPolicy callersPolicy = MediaPolicy.USUAL;
    private Whose whose = Whose.NOBODYS;
    private Referral referral;

    private Optional<Invitation> invitation = Optional.empty();
    private Optional<List<Codec>> earlyWhenOpen = Optional.empty();
    private Optional<List<Codec>> answerWhenOpen = Optional.empty();
    private int openPort;
    private boolean invited;
    private boolean rang;
    private boolean talking;
    private boolean asking;
    private boolean arriving;
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
            LegHouse house,
            Role role) {
        this.id = id;
        this.party = party;
        this.house = house;
        this.role = role;
        this.ties =
                new SipTies(
                        id,
                        house,
                        host,
                        shard,
                        role instanceof Role.Calling ? By.CALLER : By.CALLEE);
        this.reports = new MediaReports(id, house.post(), host.address());
        this.media =
                house.media()
                        .openRtp(
                                house.media().workerOf(forUser),
                                host.call(),
                                house.filler(),
                                reports);
        this.talk = new SipTalk(ties, media);
        this.keys = new SipKeys(ties, media);
        this.faces = new SipFaces(ties, media, talk);
        this.policy = new Caller("", List.of(), forUser);
        this.sendsOnAs = policy;
        this.referral = new Referral(ties, policy, whose().mayRefer());
        this.away = new SipAway(ties);
        this.toll = new SipToll(house.limits());
    }

    /** The same leg in another call. */
    private SipLeg(SipLeg before, LegHost host) {
        this.id = before.id;
        this.party = before.party;
        this.ties = before.ties;
        this.house = before.house;
        this.role = before.role;
        this.reports = before.reports;
        this.media = before.media;
        this.talk = before.talk;
        this.keys = before.keys;
        this.faces = before.faces;
        this.invitation = before.invitation;
        this.openPort = before.openPort;
        this.rang = before.rang;
        this.talking = before.talking;
        this.policy = before.policy;
        this.sendsOnAs = before.sendsOnAs;
        this.callersPolicy = before.callersPolicy;
        this.whose = before.whose;
        this.referral = new Referral(ties, policy, whose().mayRefer());
        this.away = before.away;
        this.toll = before.toll;
        reports.to(host.address());
        ties.moved(host);
        toll.moved(host.address());
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
            LegHouse house) {
        return new SipLeg(
                id, party, shard, forUser, host, house, new Role.Calling(offer, signalling, shown));
    }

    /** @param callees the next one is called when one turns out not to be there */
    public static SipLeg called(
            String id, List<Callee> callees, String forUser, LegHost host, LegHouse house) {
        var target = callees.getFirst().uri();
        var number = Optional.of(target.user()).filter(user -> !user.isEmpty());
        var party = new Party(target.toString(), number, Optional.empty());
        var role = new Role.Called(Callees.of(callees));
        return new SipLeg(id, party, house.shardOf(id), forUser, host, house, role);
    }

    /** What this far end may dial, should it refer us to somebody; unless told otherwise what strangers may. */
    public SipLeg under(Caller caller) {
        policy = caller;
        referral = new Referral(ties, policy, whose().mayRefer());
        return this;
    }

    /** Under whose policy, and at whose cost, this far end may send the call on (RFC 3261 §8.1.3.4); unless told otherwise a stranger's. */
    public SipLeg sentOnAs(Caller caller) {
        sendsOnAs = caller;
        return this;
    }

    /** It leaves us, for a number that is counted in each of these ways of writing it. */
    public SipLeg countedAs(List<String> numbers) {
        toll.to(numbers);
        return this;
    }

    /** It has been counted when it came in. */
    public SipLeg countedAs(Lease lease) {
        toll.isCounted(lease);
        return this;
    }

    /** What is agreed about the sound with the one who calls; unless told otherwise nothing. */
    public SipLeg speaking(MediaPolicy agreed) {
        callersPolicy = agreed;
        return this;
    }

    /** The same for one who calls us, and whose far end that is. */
    public SipLeg under(Caller caller, Whose owner) {
        whose = owner;
        return under(caller);
    }

    private Whose whose() {
        return role instanceof Role.Called(var callees) ? callees.now().whose() : whose;
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
    public List<Codec> codecs() {
        return talk.speaking();
    }

    // What the call wants of it

    @Override
    public void invite(Invitation invited) {
        invitation = Optional.of(invited);
        if (mediaPolicy().hasPictures()) faces.sees(invited.pictures());
        if (isReady()) sendInvite();
    }

    /** Whether our media can be described. */
    private boolean isReady() {
        return talk.isOpen() && !faces.isOpening();
    }

    @Override
    public List<Codec> pictures() {
        return talk.pictures().isEmpty() && !talking ? offeredPictures() : talk.pictures();
    }

    /** What one who calls us can see, before that is agreed to. */
    private List<Codec> offeredPictures() {
        return role instanceof Role.Calling calling
                ? calling.offer.map(SipSession::offeredPictures).orElse(List.of())
                : List.of();
    }

    @Override
    public void sees(List<Codec> theirs) {
        boolean news = mediaPolicy().hasPictures() && faces.sees(theirs);
        if (news && talking && isReady()) talk.offerPictures();
    }

    private void sendInvite() {
        invited = true;
        var callees = ((Role.Called) role).callees;
        var callee = callees.now();
        var refusal = toll.dial(callee, ties.host().address());
        if (refusal.isPresent()) {
            tooMany(Ending.of(refusal.get()));
            return;
        }
        var inviting = invitation.orElseThrow();
        var offer = talk.invite(callee.codecs(callersCodecs()));
        var writer = new CallerWriter(inviting, callee.trust(), house.sip().domain());
        ties.order(
                new SipOrder.Invite(
                        id,
                        ties.host().call(),
                        callees.callId(id),
                        callee.uri(),
                        callee.way(),
                        callee.whose().owner(),
                        callee.from()
                                .filter(_ -> !inviting.origin().anonymous())
                                .orElseGet(writer::from),
                        NameAddr.of(callee.uri()),
                        callee.offersFirst() ? Optional.empty() : Optional.of(offer),
                        writer.headers(callee.uri()),
                        inviting.origin().hops()));
    }

    /** Another trunk may have room. */
    private void tooMany(Ending ending) {
        if (!callNext(503)) ties.leave(ending);
    }

    /** Nobody has heard of the call yet: the next one can be called as if it were the first. */
    private boolean callNext(int status) {
        if (rang || !(role instanceof Role.Called(var callees))) return false;
        var next = callees.after(status);
        if (next.isEmpty()) return false;
        role = new Role.Called(next.get());
        ties.dials(next.get().callId(id));
        talk.open(session()); // what is agreed with that one may be something else
        faces.renew();
        sendInvite();
        return true;
    }

    @Override
    public void ringing(boolean early) {
        if (!early) ties.order(new SipOrder.Progress(id, 180, "Ringing", Optional.empty()));
    }

    @Override
    public void early(List<Codec> codecs) {
        if (!isReady()) {
            earlyWhenOpen = Optional.of(codecs);
            return;
        }
        var described = settle(codecs);
        if (described.isPresent())
            ties.order(new SipOrder.Progress(id, 183, "Session Progress", described));
    }

    @Override
    public void answered(List<Codec> codecs) {
        if (!isReady()) {
            answerWhenOpen = Optional.of(codecs);
            return;
        }
        settle(codecs)
                .ifPresent(sdp -> {
                    ties.order(new SipOrder.Accept(id, sdp));
                    talking();
                    talk.begin();
                    arrive();
                });
    }

    private void talking() {
        talking = true;
        toll.talk();
    }

    @Override
    public void welcome(List<Codec> codecs) {
        arriving = true;
        answered(codecs);
    }

    /** Whoever has come for another's place is there once it is agreed what is spoken. */
    private void arrive() {
        if (!arriving || talk.speaking().isEmpty()) return;
        arriving = false;
        ties.tell(new Answers(id, talk.speaking()));
    }

    private Optional<String> settle(List<Codec> codecs) {
        var calling = (Role.Calling) role;
        return talk.settle(calling.offer, calling.signalling, house.offered(codecs));
    }

    @Override
    public void keys(Keys pressed) {
        keys.send(pressed, mediaPolicy());
    }

    @Override
    public void info(Info info) {
        String method = info.kind() == Info.Kind.PERSON ? Methods.MESSAGE : Methods.INFO;
        var content = new SipOrder.Request.Content(info.type(), info.body());
        ties.order(new SipOrder.Request(id, "said", method, Headers.NONE, Optional.of(content)));
    }

    @Override
    public void held(boolean byUs, boolean byThem) {
        media.music(byThem);
        talk.held(byThem);
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
        ties.sits(now);
    }

    @Override
    public void transfer(TransferProgress progress) {
        referral.progress(progress);
    }

    @Override
    public Handover release() {
        over = true;
        return to -> new SipLeg(this, to);
    }

    @Override
    public Optional<String> peer() {
        return whose().peer();
    }

    @Override
    public Optional<Outside> place() {
        return peer().flatMap(away::place);
    }

    @Override
    public void sendAway(Outside to, Party by) {
        away.send(to, CallerWriter.address(by, house.sip().domain()));
    }

    @Override
    public void end(Ending ending) {
        if (over) return;
        over = true;
        toll.release();
        media.close();
        referral.end();
        ties.order(new SipOrder.End(id, ending));
    }

    // What comes from outside

    @Override
    public void receive(Object message) {
        if (over) return;
        switch (message) {
            case SipEvent event -> on(event);
            case FindReplaced.Outcome outcome -> referral.found(outcome);
            case MediaReports.Opened(var port) -> opened(port);
            case MediaReports.NotOpened(var why) ->
                    ties.leave(Ending.of(EndReason.ERROR, By.SYSTEM, 503, why));
            case MediaReports.PicturesOpened(var port) -> {
                faces.opened(port);
                ready();
            }
            case MediaReports.NoPictures() -> {
                faces.none();
                ready();
            }
            case MediaReports.KeyframeWanted() -> faces.askForKeyframe();
            case MediaReports.Silent() -> askWhetherItLives();
            case MediaReports.KeyHeard(var key) -> keys.heard(key);
            case KeysOnce.Told told -> keys.waited(told);
            default ->
                    throw new IllegalArgumentException("not for a SIP leg: " + message.getClass());
        }
    }

    /**
     * It has said nothing for a while, and whoever is dead says no BYE: only a session timer would end the call, where there is one. Any
     * answer will do; none at all, or none that knows the call, ends it (RFC 3261 §12.2.1.2).
     */
    private void askWhetherItLives() {
        if (!talking || asking) return;
        asking = true;
        ties.order(
                new SipOrder.Request(id, ALIVE, Methods.OPTIONS, Headers.NONE, Optional.empty()));
    }

    private void opened(int port) {
        openPort = port;
        talk.open(session());
        faces.renew();
        ready();
    }

    /** What has waited for ports goes on. */
    private void ready() {
        if (!isReady()) return;
        if (talking) {
            talk.offerPictures();
            return;
        }
        if (invitation.isPresent() && !invited) sendInvite();
        earlyWhenOpen.ifPresent(this::early);
        answerWhenOpen.ifPresent(this::answered);
    }

    private SipSession session() {
        return new SipSession(
                house.mediaAddresses().toward(farEnd()).getHostAddress(),
                openPort,
                mediaPolicy(),
                house.media().fingerprint(),
                house.random());
    }

    private Optional<InetAddress> farEnd() {
        return switch (role) {
            case Role.Calling calling -> Optional.of(calling.signalling);
            case Role.Called(var callees) -> callees.now().address();
        };
    }

    private MediaPolicy mediaPolicy() {
        return role instanceof Role.Called(var callees) ? callees.now().policy() : callersPolicy;
    }

    private void on(SipEvent event) {
        switch (event) {
            case SipEvent.Progress(_, var sdp, _, var signalling) -> progress(sdp, signalling);
            case SipEvent.Answered(var sdp, var signalling) -> {
                talking();
                talk.answered(sdp, signalling);
            }
            case SipEvent.AnsweredOffering(var sdp, var signalling) -> {
                talking();
                talk.answeredOffering(sdp, signalling, callersCodecs());
            }
            case SipEvent.Refused refused -> refused(refused);
            case SipEvent.Moved moved -> moved(moved);
            case SipEvent.Canceled(var elsewhere) ->
                    leave(elsewhere ? EndReason.ANSWERED_ELSEWHERE : EndReason.CANCELED);
            case SipEvent.HungUp(var q850) ->
                    ties.leave(Ending.of(EndReason.HANGUP, ties.side()).withQ850(q850));
            case SipEvent.Lost() -> ties.leave(Ending.of(EndReason.NETWORK_LOST, By.SYSTEM));
            case SipEvent.Reoffered(var sdp, var signalling) ->
                    talk.reoffered(sdp, signalling, callersCodecs());
            case SipEvent.OfferAnswered(var sdp, var signalling) -> {
                talk.offerAnswered(sdp, signalling);
                arrive();
            }
            case SipEvent.OfferRefused(var status, var reason) -> talk.offerRefused(status, reason);
            case SipEvent.Referred refer -> referral.asked(refer);
            case SipEvent.Pressed(var info) -> keys.told(info);
            case SipEvent.Said(var info) -> ties.tell(new SaysInfo(id, info));
            case SipEvent.Established established -> away.established(established);
            case SipEvent.ReferNews news -> away.news(news);
            case SipEvent.Responded(var reference, var status, _, _) -> {
                if (reference.equals(Referral.NOTIFY)) referral.notified();
                if (reference.equals(ALIVE)) asking = false;
                if (reference.equals(SipAway.REFER)) away.answered(status);
            }
        }
    }

    /** What our caller can do, and what we convert for him. */
    private List<Codec> callersCodecs() {
        return house.offered(invitation.map(Invitation::codecs).orElse(List.of()));
    }

    /** Whoever is called does not decide whom our users call, and pay for: only where the caller might have dialled is followed. */
    private void moved(SipEvent.Moved moved) {
        for (var address : moved.to()) {
            if (!(house.dialPlan().apply(address, sendsOnAs) instanceof Routing.To(var there)))
                continue;
            var refusal = ties.host().dial(there);
            if (refusal.isPresent()) {
                ties.leave(Ending.of(refusal.get()));
                return;
            }
            if (ties.host().sendOn(there)) {
                var why = "Moved to " + address;
                ties.leave(Ending.of(EndReason.UNAVAILABLE, ties.side(), 302, why));
                return;
            }
        }
        refused(moved.refused());
    }

    private void refused(SipEvent.Refused refused) {
        int status = refused.status();
        if (callNext(status)) return;
        var reason = SipEndings.reason(status, refused.q850());
        ties.leave(
                Ending.of(reason, ties.side(), status, refused.reason()).withQ850(refused.q850()));
    }

    private void leave(EndReason reason) {
        ties.leave(Ending.of(reason, ties.side()));
    }

    private void progress(Optional<String> sdp, InetAddress signalling) {
        rang = true;
        sdp.ifPresentOrElse(text -> talk.early(text, signalling), () -> ties.tell(new Rings(id)));
    }
}
