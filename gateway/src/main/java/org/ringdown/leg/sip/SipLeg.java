package org.ringdown.leg.sip;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
import org.ringdown.shard.FindReplaced;
import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipOrder;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Methods;

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
    private MediaPolicy callersPolicy = MediaPolicy.USUAL;
    private Whose whose = Whose.NOBODYS;
    private Referral referral;

    private Optional<List<Codec>> earlyWhenOpen = Optional.empty();
    private Optional<List<Codec>> answerWhenOpen = Optional.empty();
    private int openPort;
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

        /** We call it. */
        record Called(SipCalling calling) implements Role {}
    }

    private SipLeg(
            String id,
            Party party,
            String shard,
            String forUser,
            LegHost host,
            LegHouse house,
            By side,
            Function<SipLeg, Role> role) {
        this.id = id;
        this.party = party;
        this.house = house;
        this.ties = new SipTies(id, house, host, shard, side);
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
        this.away = new SipAway(ties);
        this.toll = new SipToll(house.limits());
        this.role = role.apply(this);
        this.referral = new Referral(ties, policy, whose().mayRefer());
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
        this.openPort = before.openPort;
        this.talking = before.talking;
        this.policy = before.policy;
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
        var role = new Role.Calling(offer, signalling, shown);
        return new SipLeg(id, party, shard, forUser, host, house, By.CALLER, _ -> role);
    }

    /** @param callees the next one is called when one turns out not to be there */
    public static SipLeg called(
            String id, List<Callee> callees, String forUser, LegHost host, LegHouse house) {
        var target = callees.getFirst().uri();
        var number = Optional.of(target.user()).filter(user -> !user.isEmpty());
        var party = new Party(target.toString(), number, Optional.empty());
        return new SipLeg(
                id,
                party,
                house.shardOf(id),
                forUser,
                host,
                house,
                By.CALLEE,
                leg -> leg.calling(Callees.of(callees)));
    }

    private Role calling(Callees callees) {
        return new Role.Called(
                new SipCalling(id, callees, policy, ties, house, talk, toll, this::describe));
    }

    /** What this far end may dial, should it refer us to somebody; unless told otherwise what strangers may. */
    public SipLeg under(Caller caller) {
        policy = caller;
        referral = new Referral(ties, policy, whose().mayRefer());
        return this;
    }

    /** Under whose policy, and at whose cost, this far end may send the call on (RFC 3261 §8.1.3.4); unless told otherwise a stranger's. */
    public SipLeg sentOnAs(Caller caller) {
        calling().ifPresent(calling -> calling.sentOnAs(caller));
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
        return callee().map(Callee::whose).orElse(whose);
    }

    /** Where we call it. */
    private Optional<SipCalling> calling() {
        return role instanceof Role.Called(var calling) ? Optional.of(calling) : Optional.empty();
    }

    private Optional<Callee> callee() {
        return calling().map(SipCalling::now);
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
    public void invite(Invitation invitation) {
        var calling = calling().orElseThrow();
        calling.with(invitation);
        if (mediaPolicy().hasPictures()) faces.sees(invitation.pictures());
        if (isReady()) calling.ready();
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
        describe();
        ready();
    }

    /** Says anew what is spoken here, to whoever is there now. */
    private void describe() {
        talk.open(session());
        faces.renew();
    }

    /** What has waited for ports goes on. */
    private void ready() {
        if (!isReady()) return;
        if (talking) {
            talk.offerPictures();
            return;
        }
        calling().ifPresent(SipCalling::ready);
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
            case Role.Called(var calling) -> calling.now().address();
        };
    }

    private MediaPolicy mediaPolicy() {
        return callee().map(Callee::policy).orElse(callersPolicy);
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
            case SipEvent.Refused refused -> calling().orElseThrow().refused(refused);
            case SipEvent.Moved moved -> calling().orElseThrow().moved(moved);
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

    private List<Codec> callersCodecs() {
        return calling().map(SipCalling::callersCodecs).orElse(house.offered(List.of()));
    }

    private void leave(EndReason reason) {
        ties.leave(Ending.of(reason, ties.side()));
    }

    private void progress(Optional<String> sdp, InetAddress signalling) {
        calling().ifPresent(SipCalling::rang);
        sdp.ifPresentOrElse(text -> talk.early(text, signalling), () -> ties.tell(new Rings(id)));
    }
}
