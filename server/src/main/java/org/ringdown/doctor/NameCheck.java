package org.ringdown.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the name that visitors type leads here. */
final class NameCheck implements Check {
    private final String publicName;
    private final Set<InetAddress> ours;

    /** @param ours the addresses at which we can be reached, as far as we know */
    NameCheck(String publicName, Set<InetAddress> ours) {
        this.publicName = publicName;
        this.ours = Set.copyOf(ours);
    }

    @Override
    public String name() {
        return "name";
    }

    @Override
    public void look(Report report) {
        try {
            var found = Arrays.asList(InetAddress.getAllByName(publicName));
            if (found.stream().anyMatch(ours::contains)) {
                report.good(publicName + " leads to " + list(found) + ".");
            } else {
                report.warning(
                        "name-leads-elsewhere",
                        "%s leads to %s, and this gateway is at %s."
                                .formatted(publicName, list(found), list(ours)),
                        "Good if that is your proxy or router, which passes it on; else correct the DNS record.");
            }
        } catch (UnknownHostException e) {
            report.fault(
                    "name-unknown",
                    "There is no address for " + publicName + " in DNS.",
                    "Add an A or AAAA record that leads here.");
        }
    }

    private static String list(Iterable<InetAddress> addresses) {
        return java.util.stream.StreamSupport.stream(addresses.spliterator(), false)
                .map(InetAddress::getHostAddress)
                .collect(Collectors.joining(" and "));
    }
}
