package org.ringdown;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of this machine. */
final class LocalAddresses {
    private static final Logger log = LoggerFactory.getLogger(LocalAddresses.class);
    private static final int MOST = 4;

    private LocalAddresses() {}

    /** Those of its networks, without loopback; none when it is on no network. */
    static List<InetAddress> ofNetworks() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(LocalAddresses::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address ->
                            address instanceof Inet4Address && !address.isLoopbackAddress())
                    .limit(MOST)
                    .toList();
        } catch (SocketException e) {
            log.warn("the addresses of this machine cannot be read: {}", e.getMessage());
            return List.of();
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp();
        } catch (SocketException gone) {
            return false;
        }
    }
}
