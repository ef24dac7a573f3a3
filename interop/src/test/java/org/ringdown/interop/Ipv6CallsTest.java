package org.ringdown.interop;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A page and a phone that have IPv6 and nothing else. */
@Scenario
@Tag("network")
class Ipv6CallsTest {
    @Test
    void aPageAndAPhoneOnIpv6(Lab lab) {
        try (var nat = new NatLab(lab, "nat-v6")) {
            var visitor = nat.outside("visitor", "fd00::20/64");
            var pages = nat.pages(visitor);
            var phone = nat.baresip(nat.outside("phone", "fd00::30/64"));
            var gateway = nat.outside("gateway", "fd00::9/64");
            nat.gateway(gateway, pages, phone.uri("phone"), "port: 5060", "workers: 2");
            var page = nat.page(nat.chromium(visitor), pages, "[fd00::9]");

            NatLab.callBothWays(page, phone, "[fd00::9]", "fd00::9");
        }
    }
}
