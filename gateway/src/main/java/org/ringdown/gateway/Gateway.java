package org.ringdown.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ringdown.call.Calls;
import org.ringdown.call.Destination;
import org.ringdown.call.Leg;
import org.ringdown.call.LegFactory;
import org.ringdown.call.LegHost;
import org.ringdown.call.Outside;
import org.ringdown.call.Party;
import org.ringdown.ladder.Ladders;
import org.ringdown.leg.app.AppLeg;
import org.ringdown.leg.app.RoomLeg;
import org.ringdown.leg.page.PageLeg;
import org.ringdown.leg.page.SdpPageNegotiation;
import org.ringdown.leg.sip.Callee;
import org.ringdown.leg.sip.LegHouse;
import org.ringdown.leg.sip.SipLeg;
import org.ringdown.leg.sip.Whose;
import org.ringdown.limit.Limits;
import org.ringdown.limit.Rules;
import org.ringdown.line.Keepers;
import org.ringdown.mailbox.Mailboxes;
import org.ringdown.page.PageDoor;
import org.ringdown.route.AppDestination;
import org.ringdown.route.Caller;
import org.ringdown.route.LineDestination;
import org.ringdown.route.PagesDestination;
import org.ringdown.route.PhoneDestination;
import org.ringdown.route.RoomDestination;
import org.ringdown.route.Routes;
import org.ringdown.route.SipDestination;
import org.ringdown.route.TrunkDestination;
import org.ringdown.shard.SipHouse;
import org.ringdown.shard.SipRequests;
import org.ringdown.shard.entrance.SipSide;
import org.ringdown.shard.event.TextReader;
import org.ringdown.shard.event.TextSender;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.auth.Credentials;
import org.ringdown.sip.auth.DigestServer;
import org.ringdown.trunk.Trunk;
import org.ringdown.trunk.Trunks;
import org.ringdown.user.CallIds;
import org.ringdown.user.Users;
import org.ringdown.voicemail.LineChanged;
import org.ringdown.voicemail.VoicemailWatch;
import org.ringdown.way.Accounts;
import org.ringdown.way.SipDoor;
import org.ringdown.way.Way;
import org.ringdown.wire.MalformedException;

/** One node: everything that decides about calls. */
public final class Gateway {
    private static final int NONCES = 10_000;
    private static final int SECRET_BYTES = 32;

    private final Surroundings around;
    private final Settings settings;
    private final Mailboxes mailboxes;
    private final LegHouse sipLegs;
    private final PageLeg.Surroundings pageLegs;
    private final Trunks trunks;
    private final TrunkCalls trunkCalls;
    private final Keepers keepers;
    private final Limits limits;
    private final Calls calls;
    private final Users users;
    private final SipSide sip;
    private final PageDoor pageDoor;
    private final SipDoor sipDoor;

    public Gateway(Surroundings given, Settings settings) {
        var around = given.watched();
        this.around = around;
        this.settings = settings;
        this.trunks = new Trunks(settings.trunks());
        this.trunkCalls = new TrunkCalls(trunks);
        this.mailboxes = new Mailboxes(around.executor());
        this.pageLegs =
                new PageLeg.Surroundings(
                        mailboxes,
                        around.clock(),
                        settings.resumeGrace(),
                        around.media().transcoding());
        this.limits = new Limits(rules(settings), around.clock(), around.timers(), mailboxes);
        settings.stopped().forEach(limits::stop);
        var routes =
                new Routes(
                        settings.plan(),
                        settings.users()::contains,
                        this::visitorsHome,
                        settings.ourHosts(),
                        settings.direct(),
                        around.clock()::wall);
        var accounts = accounts(settings);
        this.sipLegs =
                new LegHouse(
                        new SipHouse(
                                mailboxes,
                                around.clock(),
                                around.timers(),
                                around.random(),
                                around.sip(),
                                settings.domain(),
                                settings.sipShards(),
                                accounts),
                        around.media(),
                        settings.sipMedia(),
                        settings.whileAway(),
                        routes::resolve,
                        limits);
        this.keepers =
                new Keepers(
                        mailboxes,
                        around.clock(),
                        around.timers(),
                        around.random(),
                        around.sip(),
                        new SipRequests(mailboxes, settings.sipShards()),
                        settings.domain(),
                        trunks,
                        settings.lines(),
                        accounts);
        this.calls =
                new Calls(
                        mailboxes,
                        around.directory(),
                        around.clock(),
                        around.timers(),
                        around.journal(),
                        around.media(),
                        around.records(),
                        settings.times(),
                        new Legs(),
                        limits,
                        around.recordings());
        this.users =
                new Users(
                        mailboxes,
                        around.clock(),
                        around.timers(),
                        around.random(),
                        around.media(),
                        new SdpPageNegotiation(
                                around.media(), settings.pageAddresses(), around.random()),
                        routes,
                        calls,
                        limits,
                        around.tokens(),
                        pageLegs,
                        new TextSender(
                                new SipRequests(mailboxes, settings.sipShards()), around.random()),
                        this::reader,
                        around.sip()::isOpen,
                        around.closed(),
                        new Users.Settings(
                                settings.resumeGrace(),
                                settings.registrar(),
                                settings.domain().toString(),
                                settings.iceServers()));
        this.sip =
                new SipSide(
                        sipLegs,
                        mailboxes,
                        calls,
                        routes,
                        new SipSide.Access(
                                digest(),
                                settings.users()::contains,
                                settings.direct(),
                                new KnownPeers(
                                        trunks,
                                        keepers.lines(),
                                        keepers.registrations(),
                                        settings.users()::contains,
                                        settings.ourHosts())),
                        () -> CallIds.next(around.random()));
        var voicemail =
                new VoicemailWatch.Around(
                        mailboxes,
                        around.clock(),
                        around.timers(),
                        around.random(),
                        new SipRequests(mailboxes, settings.sipShards()),
                        around.sip(),
                        sip.subscriptions());
        mailboxes.openOnDemand(
                "voicemail",
                id -> new VoicemailWatch(id.substring("voicemail:".length()), voicemail));
        keepers.lines()
                .observe(line ->
                        mailboxes.send(
                                VoicemailWatch.mailbox(line.account().user()),
                                new LineChanged(line)));
        this.pageDoor = around.ladders().watch(users.pages());
        this.sipDoor = sip.turnstile(around.ladders().watch(sip.entrance()));
    }

    /** Where pages come in. */
    public PageDoor pages() {
        return pageDoor;
    }

    /** Where SIP messages come in. */
    public SipDoor sip() {
        return sipDoor;
    }

    /** What happened in the calls of this node. */
    public Ladders ladders() {
        return around.ladders();
    }

    /** Who may hear them from outside asks here. */
    public Calls calls() {
        return calls;
    }

    /** What is counted, and what the operator has stopped. */
    public Limits limits() {
        return limits;
    }

    /** Begins to register lines and to watch trunks; SIP can be sent from now on. */
    public void begin() {
        keepers.begin();
    }

    /** Ends all calls politely and leaves all registrars; all is over when {@link #callsNow} and {@link #keptNow} are zero. */
    public void stop() {
        calls.stop();
        keepers.stop();
    }

    /** Takes no new calls and leaves all registrars; the calls go on. */
    public void drain() {
        calls.drain();
        keepers.stop();
    }

    /** What can be asked of our peers, beside keeping them. */
    public Keepers keepers() {
        return keepers;
    }

    private Optional<String> visitorsHome(String user) {
        return keepers.visitors().homeOf(user);
    }

    /** How many lines and trunks are kept. */
    public long keptNow() {
        return keepers.count();
    }

    /** How many lines are registered now. */
    public int linesRegistered() {
        return keepers.lines().registered();
    }

    /** How many pages are connected. */
    public int pagesNow() {
        return users.pages().count();
    }

    /** Which trunks answered when they were asked last, by name. */
    public Map<String, Boolean> trunksUp() {
        return trunks.all().stream()
                .collect(Collectors.toMap(Trunk::name, trunk -> trunks.known(trunk.name()).up()));
    }

    public int callsNow() {
        return calls.count();
    }

    /** What is alive, for those who look for leaks. Exact only while nothing happens. */
    public Census census() {
        return new Census(
                calls.count(),
                users.pages().count(),
                mailboxes.count("call"),
                mailboxes.count("user"),
                sip.size(),
                limits.size());
    }

    /** Messages whose handling failed by a mistake in this program; each of them is in the log. */
    public long mistakes() {
        return mailboxes.mistakes();
    }

    /** How many of each thing there are. */
    public record Census(
            int calls, int pages, long callMailboxes, long userMailboxes, int sip, int leases) {}

    /** Whom text goes to that somebody writes to a number outside. */
    private Optional<TextReader> reader(Destination destination) {
        var callee =
                switch (destination) {
                    case TrunkDestination to -> trunkCalls.reader(to);
                    case LineDestination(var user, var number, _, _, _) ->
                            keepers.lines().of(user).map(line -> TrunkCalls.byLine(line, number));
                    default -> Optional.<Callee>empty();
                };
        return callee.map(there ->
                new TextReader(
                        there.uri().toString(),
                        there.way(),
                        there.from().map(from -> from.uri().toString())));
    }

    private static Rules rules(Settings settings) {
        return settings.limits()
                .withTrunks(
                        settings.trunks().stream()
                                .collect(Collectors.toMap(Trunk::name, Trunk::limits)));
    }

    private DigestServer digest() {
        var secret = new byte[SECRET_BYTES];
        around.random().nextBytes(secret);
        var order = settings.direct() ? DigestServer.OLDEST : DigestServer.STRONGEST_FIRST;
        return new DigestServer(
                settings.domain().host(), order, secret, around.passwords(), NONCES);
    }

    private static Accounts accounts(Settings settings) {
        var accounts = new HashMap<String, Credentials>();
        for (var trunk : settings.trunks())
            trunk.peer().account().ifPresent(known -> accounts.put(trunk.account(), known));
        for (var line : settings.lines()) accounts.put(line.account(), line.credentials());
        return new Accounts(accounts);
    }

    /** Which technology reaches which destination. */
    private final class Legs implements LegFactory {
        @Override
        public Leg make(String id, Destination destination, LegHost host) {
            return switch (destination) {
                case PagesDestination(var user) ->
                        PageLeg.called(id, user, party(user), host, pageLegs);
                case PhoneDestination phone ->
                        SipLeg.called(id, List.of(phone(phone)), phone.user(), host, sipLegs)
                                .under(Caller.phoneOf(phone.user()))
                                .sentOnAs(Caller.phoneOf(phone.user()));
                case SipDestination(var uri, var by) ->
                        SipLeg.called(
                                        id,
                                        List.of(Callee.at(uri(uri), Way.DIRECT)),
                                        by.affinity(),
                                        host,
                                        sipLegs)
                                .sentOnAs(by)
                                .countedAs(List.of(uri, uri(uri).user()));
                case TrunkDestination to ->
                        SipLeg.called(id, trunkCalls.callees(to), to.by().affinity(), host, sipLegs)
                                .sentOnAs(to.by())
                                .countedAs(to.numbers());
                case LineDestination to -> byLine(id, to, host);
                case AppDestination app -> new AppLeg(id, app, host, around.media());
                case RoomDestination room -> RoomLeg.in(room, id, host, around.media(), mailboxes);
                default ->
                        throw new IllegalArgumentException(
                                "nothing reaches " + destination.getClass());
            };
        }

        /** A trunk or a line whose peer connects its far ends itself. */
        @Override
        public Optional<Outside> outside(Destination destination) {
            return switch (destination) {
                case TrunkDestination to when !to.urgent() ->
                        trunkCalls.callees(to).getFirst().outside();
                case LineDestination(var user, var number, _, _, _) ->
                        keepers.lines()
                                .of(user)
                                .flatMap(line -> TrunkCalls.byLine(line, number).outside());
                default -> Optional.empty();
            };
        }

        private static Callee phone(PhoneDestination phone) {
            return Callee.at(uri(phone.contact()), Way.to(phone)).of(Whose.user(phone.user()));
        }

        private Leg byLine(String id, LineDestination to, LegHost host) {
            var user = to.user();
            var line =
                    keepers.lines()
                            .of(user)
                            .orElseThrow(() -> new IllegalArgumentException("no line of " + user));
            var callees = List.of(TrunkCalls.byLine(line, to.number()));
            return SipLeg.called(id, callees, user, host, sipLegs)
                    .sentOnAs(to.by())
                    .countedAs(to.numbers());
        }

        private Party party(String user) {
            return new Party(
                    "sip:" + user + "@" + settings.domain(), Optional.of(user), Optional.empty());
        }

        private static SipUri uri(String text) {
            try {
                return SipUri.parse(text);
            } catch (MalformedException wrong) {
                throw new IllegalArgumentException(wrong.getMessage(), wrong);
            }
        }
    }
}
