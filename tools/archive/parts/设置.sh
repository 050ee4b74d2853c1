# 改了以后，停止携手，再启动。
export XIESHOU_PORT=${XIESHOU_PORT:-8000}
# 只给这台机器用：127.0.0.1；给单位里别的机器用：0.0.0.0
export XIESHOU_LISTEN=${XIESHOU_LISTEN:-127.0.0.1}
# 别的机器用什么名字或地址访问这台，用逗号隔开
export XIESHOU_HOSTS=${XIESHOU_HOSTS:-127.0.0.1,localhost}
# 备份可以放到哪里：几个目录用冒号隔开，第一个是平常放的
export XIESHOU_BACKUPS=${XIESHOU_BACKUPS:-}
