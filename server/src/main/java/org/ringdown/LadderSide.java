package org.ringdown;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.ringdown.config.Configuration;
import org.ringdown.ladder.Ladders;
import org.ringdown.ladder.MailboxLadders;
import org.ringdown.ladder.MailboxLadders.Said;
import org.ringdown.ladder.PeerNames;
import org.ringdown.time.Clock;
import org.ringdown.trunk.Trunk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is kept of calls for those who have to understand them. */
final class LadderSide {
    private static final Logger log = LoggerFactory.getLogger(LadderSide.class);

    private LadderSide() {}

    static Ladders of(Configuration configuration, Clock clock, Executor mailboxes) {
        int calls = configuration.ladder().calls();
        return calls == 0
                ? Ladders.OFF
                : new MailboxLadders(
                        clock,
                        mailboxes,
                        calls,
                        names(Peers.trunks(configuration)),
                        LadderSide::say);
    }

    /** A trunk is known by its host, or by the address that its calls come from; where two would do, by neither. */
    static PeerNames names(List<Trunk> trunks) {
        return (host, address) -> {
            var fitting = trunks.stream().filter(trunk -> isOf(trunk, host, address)).toList();
            return fitting.size() == 1 ? Optional.of(fitting.getFirst().name()) : Optional.empty();
        };
    }

    private static boolean isOf(Trunk trunk, String host, InetSocketAddress address) {
        var uri = trunk.peer().uri();
        boolean port = uri.port().isEmpty() || uri.port().getAsInt() == address.getPort();
        boolean place =
                uri.host().equalsIgnoreCase(host)
                        || uri.host().equals(address.getAddress().getHostAddress());
        return place && port
                || trunk.peer().allow().filter(from -> from.test(address.getAddress())).isPresent();
    }

    /** One line for each thing that somebody has to mend. */
    private static void say(Said said) {
        if (!said.sentence().cure().isEmpty())
            log.info("call {}: {} ({})", said.call(), said.sentence(), said.sentence().rule());
    }
}
