package org.ringdown;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.function.ToIntFunction;
import org.ringdown.cli.CannotStart;
import org.ringdown.config.Port;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens ports where the configuration says; in dev mode a taken default port gives way to a free one. */
final class Ports {
    private static final Logger LOG = LoggerFactory.getLogger(Ports.class);

    private Ports() {}

    /** Listens at an address, of which port 0 means any free one; throws BindException where the port is taken. */
    interface Opener<T extends AutoCloseable> {
        T listen(InetSocketAddress address) throws IOException;
    }

    /**
     * @param key of the configuration that names the port
     * @param where the port that was opened in the end
     */
    static <T extends AutoCloseable> T open(
            String key, String host, Port port, Opener<T> opener, ToIntFunction<T> where)
            throws IOException, CannotStart {
        try {
            return opener.listen(address(host, port.number()));
        } catch (BindException e) {
            if (notOurs(e)) {
                throw refused(host + " (for " + key + ") is not an address of this machine.");
            }
            if (port.fixed()) throw taken(port, key);
            var other = opener.listen(address(host, 0));
            LOG.warn("port {} ({}) is taken; using {}", port, key, where.applyAsInt(other));
            return other;
        } catch (UnknownHostException e) {
            throw refused(host + " (for " + key + ") is not a name that can be looked up.");
        } catch (SocketException e) {
            throw refused(
                    "Port " + port + " (" + key + ") cannot be opened: " + e.getMessage() + ".");
        }
    }

    private static CannotStart taken(Port port, String key) {
        return new CannotStart(
                CannotStart.PORT_TAKEN,
                "Port %s (%s) is taken; stop what listens there, or set %s to another one."
                        .formatted(port, key, key));
    }

    private static CannotStart refused(String sentence) {
        return new CannotStart(CannotStart.CONFIGURATION, sentence);
    }

    private static InetSocketAddress address(String host, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    private static boolean notOurs(BindException e) {
        return e.getMessage() != null && e.getMessage().contains("assign");
    }
}
