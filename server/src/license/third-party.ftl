<#-- What Ringdown's jar holds besides Ringdown, with the licence of each. -->
Ringdown's jar holds these libraries, unchanged but for signatures and module descriptors, each under its own licence. Where there is a
choice, "or" stands between the licences. Sources are at the addresses given; the texts of the licences are in META-INF/licenses,
Apache-2.0 in META-INF/LICENSE.

<#list dependencyMap as entry>
<#assign project = entry.getKey()/>
<#if project.groupId != "org.ringdown">
${project.groupId}:${project.artifactId}:${project.version}
    ${(project.url)!"no address"}
    <#list entry.getValue() as license>${license}<#sep> or </#sep></#list>
</#if>
</#list>
