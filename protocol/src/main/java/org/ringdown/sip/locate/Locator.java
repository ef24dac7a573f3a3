package org.ringdown.sip.locate;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.locate.DnsRecord.Address;
import org.ringdown.sip.locate.DnsRecord.Naptr;
import org.ringdown.sip.locate.DnsRecord.Srv;
import org.ringdown.sip.locate.Question.Kind;
import org.ringdown.sip.transaction.Transport;

/**
 * Finds the hops of a SIP URI by the rules of RFC 3263 §4: says what DNS is to be asked, and makes hops of the answers.
 *
 * <pre>{@code
 * var step = locator.locate(uri);
 * while (step instanceof Step.Ask(var questions, var then)) step = then.apply(answersTo(questions));
 * }</pre>
 */
public final class Locator {
    /** Whoever writes records into a zone of their own decides how many there are. */
    private static final int MOST_SERVERS = 16;

    private static final int MOST_HOPS = 32;

    /** For a URI that leaves it open, in the order of our liking (§4.1). The names are those of NAPTR and of SRV. */
    private static final List<Service> SERVICES =
            List.of(
                    new Service(Transport.UDP, false, "SIP+D2U", "_sip._udp."),
                    new Service(Transport.TCP, false, "SIP+D2T", "_sip._tcp."),
                    new Service(Transport.TLS, true, "SIPS+D2T", "_sips._tcp."));

    /** RFC 7118 §5 and §8.2: asked for by name only. */
    private static final Map<Transport, String> WEB_SOCKETS =
            Map.of(Transport.WS, "_sip._ws.", Transport.WSS, "_sips._ws.");

    private record Service(Transport transport, boolean secure, String naptr, String srv) {}

    /** A host whose addresses are wanted. */
    private record Server(Transport transport, String host, int port) {}

    private final Reach reach;
    private final RandomGenerator random;

    /** @param random spreads requests over servers of one priority by their weights */
    public Locator(Reach reach, RandomGenerator random) {
        this.reach = reach;
        this.random = random;
    }

    /** The next thing to be done. */
    public sealed interface Step {
        /** DNS is to be asked all of these, at once if possible. */
        record Ask(List<Question> questions, Function<Answers, Step> then) implements Step {}

        /** In the order in which they are to be tried; empty where the URI leads nowhere that we can reach. */
        record Found(List<Hop> hops) implements Step {}
    }

    private static final Step NOWHERE = new Step.Found(List.of());

    public Step locate(SipUri uri) {
        String target = target(uri);
        String identity = uri.host();
        var literal = HostPort.of(target).address();
        if (uri.transport().isPresent()) {
            return named(uri)
                    .filter(reach.transports()::contains)
                    .map(transport -> by(transport, uri, target, literal, identity))
                    .orElse(NOWHERE);
        }
        if (literal.isPresent() || uri.port().isPresent()) {
            var usual = usual(uri);
            return reach.transports().contains(usual)
                    ? by(usual, uri, target, literal, identity)
                    : NOWHERE;
        }
        var naptr = new Question(target, Kind.NAPTR);
        return new Step.Ask(
                List.of(naptr), answers -> naptr(uri, target, answers.of(naptr, Naptr.class)));
    }

    /** §4: the maddr parameter, or else the host. */
    private static String target(SipUri uri) {
        return uri.param("maddr").filter(Locator::isHost).map(Locator::bare).orElse(uri.host());
    }

    private static boolean isHost(String text) {
        try {
            return HostPort.parse(text).port().isEmpty();
        } catch (org.ringdown.wire.MalformedException wrong) {
            return false;
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The transport that the URI asks for; empty for one that does not exist, or not securely (RFC 3261 §26.2.2). */
    private static Optional<Transport> named(SipUri uri) {
        return switch (uri.transport().orElseThrow()) {
            case "udp" -> uri.secure() ? Optional.empty() : Optional.of(Transport.UDP);
            case "tcp" -> Optional.of(uri.secure() ? Transport.TLS : Transport.TCP);
            case "tls" -> Optional.of(Transport.TLS);
            case "ws" -> Optional.of(uri.secure() ? Transport.WSS : Transport.WS);
            case "wss" -> Optional.of(Transport.WSS);
            default -> Optional.empty();
        };
    }

    private static Transport usual(SipUri uri) {
        return uri.secure() ? Transport.TLS : Transport.UDP;
    }

    /** §4.2, where the transport is known. */
    private Step by(
            Transport transport,
            SipUri uri,
            String target,
            Optional<InetAddress> literal,
            String identity) {
        int port = uri.port().orElse(transport.usualPort());
        if (literal.isPresent()) {
            if (!reach.includes(literal.get())) return NOWHERE;
            var to = new InetSocketAddress(literal.get(), port);
            return new Step.Found(List.of(new Hop(transport, to, identity)));
        }
        var server = new Server(transport, target, port);
        if (uri.port().isPresent()) return addresses(List.of(server), identity);
        var question = new Question(prefix(transport) + target, Kind.SRV);
        return new Step.Ask(
                List.of(question),
                answers -> {
                    var records = answers.of(question, Srv.class).toList();
                    return records.isEmpty()
                            ? addresses(List.of(server), identity)
                            : addresses(servers(transport, records), identity);
                });
    }

    private static String prefix(Transport transport) {
        return WEB_SOCKETS.containsKey(transport)
                ? WEB_SOCKETS.get(transport)
                : SERVICES.stream()
                        .filter(service -> service.transport == transport)
                        .map(Service::srv)
                        .findFirst()
                        .orElseThrow();
    }

    private Stream<Service> services(SipUri uri) {
        return SERVICES.stream()
                .filter(service -> reach.transports().contains(service.transport))
                .filter(service -> service.secure || !uri.secure());
    }

    /** What its domain prefers (§4.1): the lowest order that we can use, its entries by preference. */
    private Step naptr(SipUri uri, String target, Stream<Naptr> records) {
        var usable =
                records.filter(record -> record.flags().equalsIgnoreCase("s"))
                        .filter(record -> !isNowhere(record.replacement()))
                        .filter(record -> service(uri, record).isPresent())
                        .sorted(
                                Comparator.comparingInt(Naptr::order)
                                        .thenComparingInt(Naptr::preference))
                        .toList();
        if (usable.isEmpty()) return srv(uri, target);
        int order = usable.getFirst().order();
        var asked =
                usable.stream()
                        .filter(record -> record.order() == order)
                        .limit(MOST_SERVERS)
                        .map(record ->
                                new Asked(
                                        service(uri, record).orElseThrow().transport,
                                        new Question(record.replacement(), Kind.SRV)))
                        .toList();
        return srv(uri, target, asked);
    }

    private Optional<Service> service(SipUri uri, Naptr record) {
        return services(uri)
                .filter(service -> service.naptr.equalsIgnoreCase(record.service()))
                .findFirst();
    }

    private record Asked(Transport transport, Question question) {}

    /** Without NAPTR: each transport that we could use is asked for. */
    private Step srv(SipUri uri, String target) {
        var asked =
                services(uri)
                        .map(service ->
                                new Asked(
                                        service.transport,
                                        new Question(service.srv + target, Kind.SRV)))
                        .toList();
        return asked.isEmpty() ? NOWHERE : srv(uri, target, asked);
    }

    private Step srv(SipUri uri, String target, List<Asked> asked) {
        return new Step.Ask(
                asked.stream().map(Asked::question).toList(),
                answers -> {
                    boolean nothing =
                            asked.stream()
                                    .allMatch(each ->
                                            answers.of(each.question, Srv.class)
                                                    .findAny()
                                                    .isEmpty());
                    return nothing
                            ? withoutRecords(uri, target)
                            : addresses(servers(asked, answers), uri.host());
                });
    }

    private List<Server> servers(List<Asked> asked, Answers answers) {
        return asked.stream()
                .flatMap(each ->
                        servers(each.transport, answers.of(each.question, Srv.class).toList())
                                .stream())
                .toList();
    }

    private List<Server> servers(Transport transport, List<Srv> records) {
        return ServerOrder.of(records, random).stream()
                .filter(record -> !isNowhere(record.target()) && record.port() != 0)
                .map(record -> new Server(transport, record.target(), record.port()))
                .toList();
    }

    /** RFC 2782: the service is decidedly not available at this domain. */
    private static boolean isNowhere(String target) {
        return target.isEmpty() || target.equals(".");
    }

    /** A domain that has neither: the usual transport at the usual port (§4.2). */
    private Step withoutRecords(SipUri uri, String target) {
        var usual = usual(uri);
        return reach.transports().contains(usual)
                ? addresses(List.of(new Server(usual, target, usual.usualPort())), uri.host())
                : NOWHERE;
    }

    private Step addresses(List<Server> all, String identity) {
        var servers = all.stream().limit(MOST_SERVERS).toList();
        var questions =
                servers.stream()
                        .filter(server -> literal(server.host).isEmpty())
                        .flatMap(this::questions)
                        .distinct()
                        .toList();
        if (questions.isEmpty()) return found(servers, new Answers(Map.of()), identity);
        return new Step.Ask(questions, answers -> found(servers, answers, identity));
    }

    private Stream<Question> questions(Server server) {
        return reach.families().stream().map(family -> new Question(server.host, family));
    }

    private Step found(List<Server> servers, Answers answers, String identity) {
        return new Step.Found(
                servers.stream()
                        .flatMap(server ->
                                addresses(server, answers)
                                        .map(address ->
                                                new Hop(
                                                        server.transport,
                                                        new InetSocketAddress(address, server.port),
                                                        identity)))
                        .distinct()
                        .limit(MOST_HOPS)
                        .toList());
    }

    private Stream<InetAddress> addresses(Server server, Answers answers) {
        var literal = literal(server.host);
        if (literal.isPresent()) return literal.filter(reach::includes).stream();
        return questions(server)
                .flatMap(question -> answers.of(question, Address.class))
                .map(Address::address);
    }

    /** Not allowed in SRV, and written there nevertheless. */
    private static Optional<InetAddress> literal(String host) {
        return isHost(host) ? HostPort.of(bare(host)).address() : Optional.empty();
    }
}
