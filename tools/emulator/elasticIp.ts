/** A public address that the cloud made for a zone of a load balancer. */
export interface ElasticIp {
    readonly allocationId: string;
    readonly address: string;
}
