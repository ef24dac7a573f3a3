package org.ringdown.doctor;

import java.net.InetAddress;
import java.util.Optional;
import org.ringdown.net.IceServerUrl;
import org.ringdown.net.TurnClient;
import org.ringdown.net.TurnClient.Outcome;

/** Whether the address that far ends are told is one at which they reach us, as far as that can be seen from here. */
final class AddressCheck implements Check {
    private final Optional<InetAddress> external;
    private final InetAddress own;
    private final Optional<String> stunServer;
    private final TurnClient client;

    /**
     * @param external as the configuration says it
     * @param own what the system says
     */
    AddressCheck(
            Optional<InetAddress> external,
            InetAddress own,
            Optional<String> stunServer,
            TurnClient client) {
        this.external = external;
        this.own = own;
        this.stunServer = stunServer;
        this.client = client;
    }

    @Override
    public String name() {
        return "address";
    }

    @Override
    public void look(Report report) {
        var seen = stunServer.flatMap(server -> ask(server, report));
        var told = external.or(() -> seen).orElse(own);
        if (seen.isPresent() && external.isPresent() && !seen.get().equals(external.get()))
            report.warning(
                    "external-differs",
                    "Far ends are told %s (media.external), and the STUN server sees us at %s."
                            .formatted(text(told), text(seen.get())),
                    "Where the address changes, write external: auto; else correct it.");
        else if (isPrivate(told))
            report.warning(
                    "external-private",
                    "Far ends are told %s, which only your own networks know."
                            .formatted(text(told)),
                    "Fine where all visitors and peers are there; else set sip.external and media.external, or media.stun-server.");
        else report.good("Far ends are told " + text(told) + ".");
    }

    private Optional<InetAddress> ask(String server, Report report) {
        var url = IceServerUrl.parse("stun:" + server);
        var outcome =
                url.map(there -> client.attempt(there, "", ""))
                        .orElse(new Outcome.Unreachable("that is no host and port"));
        if (outcome instanceof Outcome.Served(var address))
            return Optional.of(address.getAddress());
        report.fault(
                "stun-silent",
                "The STUN server %s (media.stun-server) does not say how it sees us: %s."
                        .formatted(
                                server,
                                outcome instanceof Outcome.Unreachable(var why)
                                        ? why
                                        : "it refuses to"),
                "See that it runs and that no firewall stops UDP to it; or write our address as sip.external and media.external.");
        return Optional.empty();
    }

    /** Loopback is told to nobody who is not here himself. */
    private static boolean isPrivate(InetAddress address) {
        return address.isSiteLocalAddress() || address.isLinkLocalAddress();
    }

    private static String text(InetAddress address) {
        return address.getHostAddress();
    }
}
