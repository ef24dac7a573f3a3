package org.ringdown;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ringdown.cli.Addresses;
import org.ringdown.cli.CannotStart;
import org.ringdown.cli.CommandLines;
import org.ringdown.cli.Program;
import org.ringdown.config.Configuration;
import org.ringdown.http.HttpServer;
import org.ringdown.http.Site;
import org.ringdown.page.FromPage;
import org.ringdown.page.PageDoor;
import org.ringdown.time.Clock;
import org.ringdown.token.Keyring;
import org.ringdown.token.TokenMint;

/** The map of the program: every part is made here, once, and given what it needs. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(CommandLines.run(arguments, Main::start));
    }

    private static Program.Running start(Configuration configuration)
            throws IOException, CannotStart {
        var opened = new Opened();
        try {
            var clock = Clock.system();
            var random = new SecureRandom();
            var timers = opened.add(new SystemTimers());
            var ready = new AtomicBoolean();

            var keys = Keyring.of(configuration.tokens(), random);
            var mint = new TokenMint(keys, clock, random);

            var site = Site.of(configuration, door(), mint, ready::get);
            var http = http(configuration.http(), site, timers);
            http.ifPresent(opened::add);

            ready.set(true);
            var addresses =
                    new Addresses(
                            http.map(HttpServer::address),
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            Optional.empty());
            return new Program.Running(addresses, opened::close);
        } catch (IOException | CannotStart | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static PageDoor door() {
        return (connection, _, _) -> {
            connection.close(1013, "no calls yet");
            return new PageDoor.PageSession() {
                @Override
                public void received(FromPage message) {}

                @Override
                public void closed() {}
            };
        };
    }

    private static Optional<HttpServer> http(
            Configuration.Http http, Site site, SystemTimers timers)
            throws IOException, CannotStart {
        if (http.port().isOff()) return Optional.empty();
        return Optional.of(
                Ports.open(
                        "http.port",
                        http.host(),
                        http.port(),
                        address -> HttpServer.open(address, site, timers)));
    }
}
