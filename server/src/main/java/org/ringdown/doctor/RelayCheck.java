package org.ringdown.doctor;

import java.util.List;
import org.ringdown.net.IceServerUrl;
import org.ringdown.net.TurnClient;
import org.ringdown.net.TurnClient.Outcome;
import org.ringdown.page.ToPage.IceServer;

/** Whether the STUN and TURN servers that pages are told of serve them, as seen from here. */
final class RelayCheck implements Check {
    private static final int WRONG_PASSWORD = 401;

    private final List<IceServer> servers;
    private final TurnClient client;

    RelayCheck(List<IceServer> servers, TurnClient client) {
        this.servers = List.copyOf(servers);
        this.client = client;
    }

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public void look(Report report) {
        for (var server : servers) {
            for (var url : server.urls()) look(url, server, report);
        }
    }

    private void look(String text, IceServer server, Report report) {
        var url = IceServerUrl.parse(text);
        if (url.isEmpty()) {
            report.fault(
                    "relay-unreadable",
                    text + " (media.ice-servers) is no address of a STUN or TURN server.",
                    "Such an address is stun:HOST:PORT or turns:HOST:PORT?transport=tcp.");
            return;
        }
        if (url.get().secure() && !url.get().named())
            report.warning(
                    "relay-without-name",
                    text + " is passed over by Firefox: to a relay over TLS it goes by name only.",
                    "Write the name that the certificate of the relay is for, in place of its address.");
        var outcome =
                client.attempt(
                        url.get(), server.username().orElse(""), server.credential().orElse(""));
        switch (outcome) {
            case Outcome.Served(var address) ->
                    report.good(
                            url.get().relay()
                                    ? "%s relays from %s.".formatted(text, address)
                                    : "%s answers; it sees us at %s.".formatted(text, address));
            case Outcome.Refused(int code) when code == WRONG_PASSWORD ->
                    report.fault(
                            "relay-refused",
                            text + " does not take the name and password that pages are given.",
                            "Check media.ice-servers: username and credential, or the secret; and that both machines' clocks are right.");
            case Outcome.Refused(int code) ->
                    report.fault(
                            "relay-failed",
                            "%s refuses to relay, with %d.".formatted(text, code),
                            "Its log says why: a quota (486), or no room (508).");
            case Outcome.Unreachable(var why) ->
                    report.fault(
                            "relay-silent",
                            "%s cannot be used: %s.".formatted(text, why),
                            "See that it runs and that no firewall is between; for turns:, that its certificate is for its name.");
        }
    }
}
