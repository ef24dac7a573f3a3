package org.ringdown.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.ringdown.sip.locate.Answers;
import org.ringdown.sip.locate.DnsRecord;
import org.ringdown.sip.locate.Question;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;

/**
 * The domain name system, as this machine is configured to ask it; what the hosts file says comes before.
 *
 * <p>Answers are kept as long as their TTL allows, those that there is nothing too, but no longer than {@link #LONGEST}.
 *
 * <p>Threads: any; {@link #ask} blocks, and not for longer than {@link #PATIENCE}.
 */
final class Dns {
    /** Whoever dials waits for this; what has not answered by then counts as not there. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(Dns.class);
    private static final Duration EACH_SERVER = Duration.ofMillis(900);
    private static final int MOST_KEPT = 5_000;
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_NOTHING = Duration.ofSeconds(30);

    private final LookupSession session;

    private Dns(LookupSession session) {
        this.session = session;
    }

    /** With the servers and the search path that this machine is configured for. */
    static Dns ofThisMachine() {
        var machine = ResolverConfig.getCurrentConfig();
        return new Dns(
                session(machine.servers())
                        .searchPath(machine.searchPath())
                        .ndots(machine.ndots())
                        .build());
    }

    /** With one server alone. */
    static Dns at(InetSocketAddress server) {
        return new Dns(session(List.of(server)).build());
    }

    private static LookupSession.LookupSessionBuilder session(List<InetSocketAddress> servers) {
        var resolvers = new ArrayList<Resolver>();
        for (var server : servers) {
            var resolver = new SimpleResolver(server);
            resolver.setTimeout(EACH_SERVER);
            resolvers.add(resolver);
        }
        var all = new ExtendedResolver(resolvers);
        all.setRetries(2);
        all.setTimeout(PATIENCE);
        return LookupSession.builder().resolver(all).cache(cache()).defaultHostsFileParser();
    }

    private static Cache cache() {
        var cache = new Cache(DClass.IN);
        cache.setMaxEntries(MOST_KEPT);
        cache.setMaxCache((int) LONGEST.toSeconds());
        cache.setMaxNCache((int) LONGEST_NOTHING.toSeconds());
        return cache;
    }

    /** Asks all at once. What has no answer in time is as if it were not there. */
    Answers ask(List<Question> questions) {
        var asked = new HashMap<Question, CompletableFuture<List<DnsRecord>>>();
        for (var question : questions) asked.put(question, ask(question));
        Map<Question, List<DnsRecord>> answers = new HashMap<>();
        asked.forEach((question, answer) -> answers.put(question, answer.join()));
        return new Answers(answers);
    }

    private CompletableFuture<List<DnsRecord>> ask(Question question) {
        Name name;
        try {
            name = name(question);
        } catch (TextParseException notAName) {
            return CompletableFuture.completedFuture(List.of());
        }
        return session.lookupAsync(name, type(question.kind()))
                .toCompletableFuture()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .handle((found, failed) -> {
                    if (failed == null) return records(found.getRecords());
                    log.debug("{} {}: {}", question.kind(), question.name(), failed);
                    return List.of();
                });
    }

    /** The search path is for hosts: a domain that offers services is named in full. */
    private static Name name(Question question) throws TextParseException {
        return switch (question.kind()) {
            case A, AAAA -> Name.fromString(question.name());
            case NAPTR, SRV -> Name.fromString(question.name(), Name.root);
        };
    }

    private static int type(Question.Kind kind) {
        return switch (kind) {
            case NAPTR -> Type.NAPTR;
            case SRV -> Type.SRV;
            case A -> Type.A;
            case AAAA -> Type.AAAA;
        };
    }

    private static List<DnsRecord> records(List<Record> found) {
        var records = new ArrayList<DnsRecord>();
        for (var record : found) {
            switch (record) {
                case NAPTRRecord n ->
                        records.add(
                                new DnsRecord.Naptr(
                                        n.getOrder(),
                                        n.getPreference(),
                                        n.getFlags(),
                                        n.getService(),
                                        text(n.getReplacement())));
                case SRVRecord s ->
                        records.add(
                                new DnsRecord.Srv(
                                        s.getPriority(),
                                        s.getWeight(),
                                        s.getPort(),
                                        text(s.getTarget())));
                case ARecord a -> records.add(new DnsRecord.Address(a.getAddress()));
                case AAAARecord a -> records.add(new DnsRecord.Address(a.getAddress()));
                default -> log.debug("not asked for: {}", record);
            }
        }
        return List.copyOf(records);
    }

    private static String text(Name name) {
        return name.equals(Name.root) ? "." : name.toString(true);
    }
}
