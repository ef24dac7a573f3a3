package org.ringdown.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.ringdown.call.CallTimes;
import org.ringdown.leg.page.PageAddresses;
import org.ringdown.leg.sip.MediaAddresses;
import org.ringdown.limit.Rules;
import org.ringdown.limit.Stop;
import org.ringdown.line.LineAccount;
import org.ringdown.media.Filler;
import org.ringdown.page.IceServers;
import org.ringdown.route.DialPlan;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.registration.Registrar;
import org.ringdown.trunk.Trunk;

/**
 * What the operator decides.
 *
 * @param domain of the addresses that far ends are shown, and the realm of passwords
 * @param ourHosts whether "host" or "host:port" of a SIP URI means this gateway
 * @param users the names of all users but guests
 * @param plan what may be dialled, and where it goes
 * @param lines of users, at most one each
 * @param direct whether pages may dial any SIP address, and strangers may call users and apps (dev mode)
 * @param sipMedia where SIP far ends send their sound
 * @param pageAddresses where pages send theirs
 * @param limits but those of trunks, which are theirs
 * @param stopped what the operator stopped before, and has not let go on
 * @param registrar by whose rules phones register with us
 * @param sipShards how many mailboxes share the work of SIP
 */
public record Settings(
        HostPort domain,
        Predicate<String> ourHosts,
        Set<String> users,
        DialPlan plan,
        List<Trunk> trunks,
        List<LineAccount> lines,
        boolean direct,
        MediaAddresses sipMedia,
        PageAddresses pageAddresses,
        CallTimes times,
        Duration resumeGrace,
        Filler whileAway,
        Rules limits,
        List<Stop> stopped,
        Registrar registrar,
        IceServers iceServers,
        int sipShards) {
    public Settings {
        users = Set.copyOf(users);
        trunks = List.copyOf(trunks);
        stopped = List.copyOf(stopped);
        lines = List.copyOf(lines);
    }
}
